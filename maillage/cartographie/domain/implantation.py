"""Sites: the problem, the objectives and the figures of a choice, all exact (contract, section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np

from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import INATTEIGNABLE, Booleens, Entiers

PART_DES_PLUS_LOIN = Fraction(1, 10)
VARIATIONS = (Fraction(4, 5), Fraction(6, 5))
"""Factors on all times under which the stability of a choice is looked at."""


class Objectif(StrEnum):
    """p-median, maximal covering, p-centre."""

    MOYENNE = "moyenne"
    COUVERTURE = "couverture"
    PIRE = "pire"


class StatutCalcul(StrEnum):
    """OPTIMAL only with a proof; INCONNU when time ended before any solution."""

    OPTIMAL = "OPTIMAL"
    REALISABLE = "REALISABLE"
    IRREALISABLE = "IRREALISABLE"
    INCONNU = "INCONNU"


@dataclass(frozen=True)
class Implantation:
    """A problem. Candidates are sorted by id, so that the first of equal sites is the smallest.

    `populations` and `minutes` (demands x candidates, INATTEIGNABLE without a pair) and `seuil` are in millionths.
    """

    demandes: tuple[str, ...]
    populations: Entiers
    candidats: tuple[str, ...]
    existants: Booleens
    minutes: Entiers
    k: int
    objectif: Objectif
    seuil: int

    @property
    def nouveaux(self) -> Entiers:
        """Ranks of the candidates that may be chosen."""
        return np.flatnonzero(~self.existants)

    def hors_portee(self) -> Booleens:
        """Demands that no candidate at all reaches."""
        return np.all(self.minutes == INATTEIGNABLE, axis=1)

    def pesantes(self) -> Booleens:
        """Demands that weigh in the objective: some population, and some candidate reaches them."""
        return (self.populations > 0) & ~self.hors_portee()

    def avec_temps(self, facteur: Fraction) -> Implantation:
        """The same problem when all times are multiplied; the threshold moves the other way, which compares the same.

        t x f <= s is t <= s / f, hence t <= floor(s / f) for whole millionths.
        """
        return replace(self, seuil=int(self.seuil / facteur))


@dataclass(frozen=True)
class IssueImplantation:
    """What a search ended with: ranks of the new sites, sorted, and the proven bound (in the unit of `valeur`)."""

    statut: StatutCalcul
    sites: tuple[int, ...] = ()
    borne: Fraction | None = None

    @property
    def a_une_solution(self) -> bool:
        return self.statut in (StatutCalcul.OPTIMAL, StatutCalcul.REALISABLE)


@dataclass(frozen=True)
class BilanImplantation:
    """Figures of one choice. `affectation`: rank of the site of each demand, -1 when it has none."""

    affectation: Entiers
    valeur: Fraction
    moyenne: Fraction | None
    pire_decile: Fraction | None
    couverts: Fraction


def evaluer(probleme: Implantation, sites: Sequence[int]) -> BilanImplantation:
    """Each demand goes to its nearest open site, ties to the smallest id."""
    ouverts = np.union1d(np.flatnonzero(probleme.existants), np.asarray(sites, dtype=np.int64))
    affectation = np.full(len(probleme.demandes), -1, dtype=np.int64)
    minutes = np.full(len(probleme.demandes), INATTEIGNABLE, dtype=np.int64)
    if len(ouverts) and len(minutes):
        choix = np.argmin(probleme.minutes[:, ouverts], axis=1)
        minutes = probleme.minutes[np.arange(len(choix)), ouverts[choix]]
        affectation = np.where(minutes == INATTEIGNABLE, -1, ouverts[choix])
    servies = affectation >= 0
    temps, personnes = minutes[servies].tolist(), probleme.populations[servies].tolist()
    couverts = sum(p for t, p in zip(temps, personnes, strict=True) if t <= probleme.seuil)
    return BilanImplantation(
        affectation,
        _valeur(probleme.objectif, temps, personnes, couverts),
        moyenne_ponderee(temps, personnes),
        pire_decile(temps, personnes),
        Fraction(couverts, UNITE),
    )


def _valeur(objectif: Objectif, temps: Sequence[int], personnes: Sequence[int], couverts: int) -> Fraction:
    if objectif is Objectif.COUVERTURE:
        return Fraction(couverts, UNITE)
    if objectif is Objectif.PIRE:
        return Fraction(max((t for t, p in zip(temps, personnes, strict=True) if p), default=0), UNITE)
    return Fraction(sum(t * p for t, p in zip(temps, personnes, strict=True)), UNITE * UNITE)


def moyenne_ponderee(temps: Sequence[int], personnes: Sequence[int]) -> Fraction | None:
    """Mean minutes of these people; None when there is nobody."""
    total = sum(personnes)
    return Fraction(sum(t * p for t, p in zip(temps, personnes, strict=True)), total * UNITE) if total else None


def pire_decile(temps: Sequence[int], personnes: Sequence[int]) -> Fraction | None:
    """Mean minutes of the tenth of the people with the most minutes, the demand on the edge taken in part."""
    voulu = reste = sum(personnes) * PART_DES_PLUS_LOIN
    somme = Fraction()
    for minutes, population in sorted(zip(temps, personnes, strict=True), reverse=True):
        pris = min(reste, Fraction(population))
        somme, reste = somme + pris * minutes, reste - pris
        if not reste:
            break
    return somme / (voulu * UNITE) if voulu else None


def ecart(valeur: Fraction, borne: Fraction) -> Fraction:
    """Relative gap between a value and its bound; absolute when the value is 0."""
    return abs(valeur - borne) / (abs(valeur) or 1)


def part_commune(sites: Sequence[int], autres: Sequence[int]) -> Fraction:
    """Share of the new sites also in another choice of as many."""
    return Fraction(len(set(sites) & set(autres)), len(sites))
