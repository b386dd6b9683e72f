"""One school alone: its best interlocutors given what is left of each capacity, by partition of its families."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

FAMILLES_MAX = 8
"""Above, families are placed one after the other instead of by all partitions (3 to that power)."""

Prise = tuple[int, int, int]
"""Demand left, interlocutors, demand x minutes: compared in this order."""


@dataclass(frozen=True)
class Ecole:
    """Ranks of its besoins, their demands, and by besoin the minutes of the dispositifs that may answer."""

    besoins: tuple[int, ...]
    demandes: tuple[int, ...]
    options: tuple[dict[int, int], ...]

    def dispositifs(self) -> set[int]:
        return {rang for options in self.options for rang in options}


def repartir(ecole: Ecole, restes: Mapping[int, int] | None) -> dict[int, int | None]:
    """Dispositif of each besoin; `restes` None: capacities are not looked at."""
    if len(ecole.besoins) > FAMILLES_MAX:
        return _un_par_un(ecole, restes)
    plein = (1 << len(ecole.besoins)) - 1
    meilleurs = {groupe: _meilleur(ecole, groupe, restes) for groupe in range(1, plein + 1)}
    choix: dict[int, int | None] = {}
    for groupe, rang in _partition(meilleurs, plein):
        for place in _places(groupe):
            choix[ecole.besoins[place]] = rang
    return choix if _tient(ecole, choix, restes) else _un_par_un(ecole, restes)


def _meilleur(ecole: Ecole, groupe: int, restes: Mapping[int, int] | None) -> tuple[Prise, int | None]:
    """The best dispositif that answers this whole group of families, or none."""
    places = list(_places(groupe))
    demande = sum(ecole.demandes[place] for place in places)
    communs = set.intersection(*(set(ecole.options[place]) for place in places))
    prises: list[tuple[Prise, int]] = [
        ((0, 1, sum(ecole.demandes[place] * ecole.options[place][rang] for place in places)), rang)
        for rang in communs
        if restes is None or restes[rang] >= demande
    ]
    return min(prises, default=((demande, 0, 0), None))


def _partition(meilleurs: Mapping[int, tuple[Prise, int | None]], plein: int) -> tuple[tuple[int, int | None], ...]:
    """Groups that share the families at the least total, each with its dispositif."""

    @cache
    def resoudre(masque: int) -> tuple[Prise, tuple[tuple[int, int | None], ...]]:
        if not masque:
            return (0, 0, 0), ()
        premier = masque & -masque
        candidats = []
        for groupe in _sous_ensembles(masque ^ premier):
            prise, rang = meilleurs[groupe | premier]
            reste, suite = resoudre(masque ^ premier ^ groupe)
            candidats.append((_somme(prise, reste), ((groupe | premier, rang), *suite)))
        return min(candidats, key=lambda candidat: candidat[0])

    return resoudre(plein)[1]


def _somme(une: Prise, autre: Prise) -> Prise:
    return une[0] + autre[0], une[1] + autre[1], une[2] + autre[2]


def _sous_ensembles(masque: int) -> Iterator[int]:
    sous = masque
    while True:
        yield sous
        if not sous:
            return
        sous = (sous - 1) & masque


def _places(groupe: int) -> Iterator[int]:
    return (place for place in range(groupe.bit_length()) if groupe >> place & 1)


def _tient(ecole: Ecole, choix: Mapping[int, int | None], restes: Mapping[int, int] | None) -> bool:
    """Two groups may have taken the same dispositif, which then lacks room."""
    if restes is None:
        return True
    charges: dict[int, int] = {}
    for besoin, demande in zip(ecole.besoins, ecole.demandes, strict=True):
        rang = choix[besoin]
        if rang is not None:
            charges[rang] = charges.get(rang, 0) + demande
    return all(charge <= restes[rang] for rang, charge in charges.items())


def _un_par_un(ecole: Ecole, restes: Mapping[int, int] | None) -> dict[int, int | None]:
    libres = None if restes is None else dict(restes)
    choix: dict[int, int | None] = {}
    for place in sorted(range(len(ecole.besoins)), key=lambda place: -ecole.demandes[place]):
        demande, deja = ecole.demandes[place], set(choix.values())
        possibles = [
            (rang not in deja, minutes, rang)
            for rang, minutes in ecole.options[place].items()
            if libres is None or libres[rang] >= demande
        ]
        choix[ecole.besoins[place]] = rang = min(possibles)[2] if possibles else None
        if rang is not None and libres is not None:
            libres[rang] -= demande
    return choix
