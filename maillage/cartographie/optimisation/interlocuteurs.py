"""Interlocutors: three values in order, by independent parts, from an exact rule by school up to HiGHS models.

Schools and dispositifs linked by a possible answer form parts that do not touch each other; the three values add up,
so that each part is solved alone. Where capacities do not bind, each school alone is at its best, which is a proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage.cartographie.domain.implantation import StatutCalcul
from maillage.cartographie.domain.interlocuteurs import Sectorisation
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.optimisation.ecole import Ecole, repartir
from maillage.cartographie.optimisation.sectorisation_highs import Choix, ameliorer
from maillage.cartographie.optimisation.voisinage import Voisinage

COLONNES_MAX = 40_000
"""Possible answers of a part above which its whole programme could not stop in time."""
PART_DE_LA_RECHERCHE, PART_DE_LA_PREUVE = 0.2, 0.8
"""Shares of the remaining time."""


@dataclass(frozen=True)
class Partie:
    """Schools that share dispositifs, and the capacities of these."""

    ecoles: tuple[Ecole, ...]
    capacites: dict[int, int]


@dataclass(frozen=True)
class IssueSectorisation:
    """`affectation`: rank of the dispositif of each besoin, None without answer."""

    statut: StatutCalcul
    affectation: list[int | None]


def resoudre(probleme: Sectorisation, echeance: Echeance) -> IssueSectorisation:
    affectation: list[int | None] = [None] * len(probleme.besoins)
    prouve = True
    parties = list(decouper(probleme))
    difficiles: list[tuple[Partie, Choix]] = []
    for partie in parties:
        seules, tient = _sans_capacites(partie)
        if not tient:
            difficiles.append((partie, _glouton(partie)))
        for besoin, rang in seules.items():
            affectation[besoin] = rang
    for numero, (partie, depart) in enumerate(difficiles):
        quota = echeance.part(1 / (len(difficiles) - numero))
        choix, sur = _resoudre_partie(partie, depart, quota)
        prouve &= sur
        for besoin, rang in choix.items():
            affectation[besoin] = rang
    return IssueSectorisation(StatutCalcul.OPTIMAL if prouve else StatutCalcul.REALISABLE, affectation)


def _resoudre_partie(partie: Partie, depart: Choix, echeance: Echeance) -> tuple[Choix, bool]:
    """Searches around the start; the whole programme for the proof where it is small enough to keep its time."""
    entiere = sum(len(options) for ecole in partie.ecoles for options in ecole.options) <= COLONNES_MAX
    voisinage = Voisinage(partie.ecoles, partie.capacites, depart)
    voisinage.descendre(echeance)
    voisinage.explorer(echeance.part(PART_DE_LA_RECHERCHE if entiere else 1.0))
    if not entiere:
        return voisinage.choix, False
    choix, sur = ameliorer(partie.ecoles, partie.capacites, voisinage.choix, echeance.part(PART_DE_LA_PREUVE))
    if sur:
        return choix, True
    suite = Voisinage(partie.ecoles, partie.capacites, choix)
    suite.descendre(echeance)
    suite.explorer(echeance)
    return suite.choix, False


def decouper(probleme: Sectorisation) -> Iterator[Partie]:
    """Connected parts; a dispositif too small for a need alone is no answer to it."""
    ecoles = _ecoles(probleme)
    parents = list(range(len(ecoles)))
    premiers: dict[int, int] = {}
    for numero, ecole in enumerate(ecoles):
        for rang in ecole.dispositifs():
            _unir(parents, numero, premiers.setdefault(rang, numero))
    groupes: dict[int, list[Ecole]] = defaultdict(list)
    for numero, ecole in enumerate(ecoles):
        groupes[_racine(parents, numero)].append(ecole)
    for membres in groupes.values():
        rangs = {rang for ecole in membres for rang in ecole.dispositifs()}
        yield Partie(tuple(membres), {rang: probleme.dispositifs[rang].capacite for rang in sorted(rangs)})


def _ecoles(probleme: Sectorisation) -> list[Ecole]:
    par_ecole: dict[str, list[int]] = defaultdict(list)
    for numero, besoin in enumerate(probleme.besoins):
        par_ecole[besoin.ecole].append(numero)
    return [_ecole(probleme, numeros) for numeros in par_ecole.values()]


def _ecole(probleme: Sectorisation, numeros: Sequence[int]) -> Ecole:
    besoins = [probleme.besoins[numero] for numero in numeros]
    options = tuple(
        {rang: minutes for rang, minutes in probleme.possibles(b) if probleme.dispositifs[rang].capacite >= b.demande}
        for b in besoins
    )
    return Ecole(tuple(numeros), tuple(besoin.demande for besoin in besoins), options)


def _racine(parents: list[int], numero: int) -> int:
    while parents[numero] != numero:
        parents[numero] = parents[parents[numero]]
        numero = parents[numero]
    return numero


def _unir(parents: list[int], un: int, autre: int) -> None:
    parents[_racine(parents, un)] = _racine(parents, autre)


def _sans_capacites(partie: Partie) -> tuple[Choix, bool]:
    """The best of each school alone, and whether these fit together."""
    restes: dict[int, int] = dict(partie.capacites)
    choix: Choix = {}
    for ecole in partie.ecoles:
        prise = repartir(ecole, None)
        _prendre(ecole, prise, restes)
        choix |= prise
    return choix, min(restes.values(), default=0) >= 0


def _glouton(partie: Partie) -> Choix:
    """School after school, the largest demands first, within what is left."""
    restes: dict[int, int] = dict(partie.capacites)
    choix: Choix = {}
    for ecole in sorted(partie.ecoles, key=lambda ecole: (-sum(ecole.demandes), ecole.besoins)):
        prise = repartir(ecole, restes)
        _prendre(ecole, prise, restes)
        choix |= prise
    return choix


def _prendre(ecole: Ecole, prise: Choix, restes: dict[int, int]) -> None:
    for besoin, demande in zip(ecole.besoins, ecole.demandes, strict=True):
        rang = prise[besoin]
        if rang is not None:
            restes[rang] -= demande
