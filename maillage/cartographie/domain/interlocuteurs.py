"""Who answers for each school and family: the problem, its three values in order, its reasons (contract, section 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class MotifSansReponse(StrEnum):
    """Why a school and family have no interlocutor: the first that applies, in this order."""

    AUCUN_PUBLIC = "AUCUN_PUBLIC"
    HORS_SEUIL = "HORS_SEUIL"
    CAPACITE = "CAPACITE"


@dataclass(frozen=True)
class Besoin:
    """One school and family with an expected demand (millionths of a pupil, above 0)."""

    ecole: str
    famille: str
    demande: int


@dataclass(frozen=True)
class Dispositif:
    """`capacite` in millionths, all families together."""

    id: str
    familles: frozenset[str]
    capacite: int


@dataclass(frozen=True)
class Sectorisation:
    """A problem. `minutes[ecole][dispositif]` and `seuil` in millionths; a missing pair has no time."""

    besoins: tuple[Besoin, ...]
    dispositifs: tuple[Dispositif, ...]
    minutes: Mapping[str, Mapping[str, int]]
    seuil: int

    @cached_property
    def par_famille(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """(rank, id) of the dispositifs that take each family, by rank."""
        capables: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for rang, dispositif in enumerate(self.dispositifs):
            for famille in dispositif.familles:
                capables[famille].append((rang, dispositif.id))
        return dict(capables)

    def possibles(self, besoin: Besoin) -> Iterator[tuple[int, int]]:
        """(rank of a dispositif, minutes) that takes the family within the threshold."""
        temps = self.minutes.get(besoin.ecole, {})
        for rang, nom in self.par_famille.get(besoin.famille, ()):
            minutes = temps.get(nom)
            if minutes is not None and minutes <= self.seuil:
                yield rang, minutes

    def motif(self, besoin: Besoin) -> MotifSansReponse:
        """Why this one has no answer in the result."""
        if besoin.famille not in self.par_famille:
            return MotifSansReponse.AUCUN_PUBLIC
        return MotifSansReponse.HORS_SEUIL if not any(self.possibles(besoin)) else MotifSansReponse.CAPACITE


@dataclass(frozen=True, order=True)
class ValeursSectorisation:
    """Compared in this order. Demand in millionths, demand x minutes in millionths of millionths."""

    sans_reponse: int
    interlocuteurs: int
    demande_minutes: int


Affectation = Sequence[int | None]
"""Rank of the dispositif of each besoin, in their order; None is without answer."""


def valeurs(probleme: Sectorisation, affectation: Affectation) -> ValeursSectorisation:
    """The three values of an assignment, without looking at threshold and capacity."""
    sans_reponse = demande_minutes = 0
    distincts: set[tuple[str, int]] = set()
    for besoin, rang in zip(probleme.besoins, affectation, strict=True):
        if rang is None:
            sans_reponse += besoin.demande
            continue
        distincts.add((besoin.ecole, rang))
        demande_minutes += besoin.demande * probleme.minutes[besoin.ecole][probleme.dispositifs[rang].id]
    return ValeursSectorisation(sans_reponse, len(distincts), demande_minutes)


def respecte_capacites(probleme: Sectorisation, affectation: Affectation) -> bool:
    charges: dict[int, int] = defaultdict(int)
    for besoin, rang in zip(probleme.besoins, affectation, strict=True):
        if rang is not None:
            charges[rang] += besoin.demande
    return all(charge <= probleme.dispositifs[rang].capacite for rang, charge in charges.items())


def affectation_actuelle(probleme: Sectorisation, actuel: Mapping[tuple[str, str], str]) -> list[int | None]:
    """Today's assignment: without answer when the dispositif is unknown, does not take the family or has no time."""
    rangs = {dispositif.id: rang for rang, dispositif in enumerate(probleme.dispositifs)}
    resultat: list[int | None] = []
    for besoin in probleme.besoins:
        nom = actuel.get((besoin.ecole, besoin.famille), "")
        rang = rangs.get(nom)
        convient = rang is not None and besoin.famille in probleme.dispositifs[rang].familles
        resultat.append(rang if convient and nom in probleme.minutes.get(besoin.ecole, {}) else None)
    return resultat
