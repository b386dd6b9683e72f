"""The table of a restitution before any mask: cells, their returns and exact figures (R41)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from maillage.pilotage.domain.mesures import DISTRIBUTIONS, SOMMES, TAUX, Distribution, Somme, Taux
from maillage.pilotage.domain.retours import Attendu, Retour

TOTAL = "TOTAL"


class Croisement(NamedTuple):
    """A region and a type; either may be `TOTAL`."""

    region: str
    type: str

    @property
    def rang(self) -> tuple[bool, str, bool, str]:
        """Output order: ascending, totals last."""
        return self.region == TOTAL, self.region, self.type == TOTAL, self.type

    @property
    def totaux(self) -> int:
        """0 for an inner cell, 1 for a region or type total, 2 for the grand total."""
        return (self.region == TOTAL) + (self.type == TOTAL)


ENSEMBLE = Croisement(TOTAL, TOTAL)


class Cle(NamedTuple):
    """One cell of the table: the code of a measure and a crossing."""

    mesure: str
    croisement: Croisement


@dataclass(frozen=True)
class Ligne:
    """Cells that add up to a total cell."""

    total: Croisement
    parties: tuple[Croisement, ...]


@dataclass(frozen=True)
class Tableau:
    """Cells in output order with what each is made of; every figure is exact."""

    attendus: Mapping[Croisement, int]
    retours: Mapping[Croisement, tuple[Retour, ...]]
    avec_unites: bool

    @cached_property
    def croisements(self) -> tuple[Croisement, ...]:
        return tuple(sorted(self.attendus, key=lambda croisement: croisement.rang))

    @cached_property
    def sommes(self) -> tuple[Somme, ...]:
        return tuple(somme for somme in SOMMES if self.avec_unites or not somme.lies_aux_unites)

    @cached_property
    def distributions(self) -> tuple[Distribution, ...]:
        codes = {somme.code for somme in self.sommes}
        return tuple(distribution for distribution in DISTRIBUTIONS if distribution.somme in codes)

    @cached_property
    def pas(self) -> Mapping[Cle, int]:
        """Value of every cell of every sum, in whole steps of its measure."""
        return {
            Cle(somme.code, croisement): sum(parts)
            for somme in self.sommes
            for croisement in self.croisements
            for parts in [self.parts(somme.code, croisement)]
        }

    @cached_property
    def lignes(self) -> tuple[Ligne, ...]:
        """Lines of R43, in its order: regions, types, region totals, type totals."""
        regions = [croisement.region for croisement in self.croisements if croisement.type == TOTAL]
        types = [croisement.type for croisement in self.croisements if croisement.region == TOTAL]
        lignes = [*(self._ligne(region=region) for region in regions if region != TOTAL)]
        lignes += [self._ligne(type_=type_) for type_ in types if type_ != TOTAL]
        return (*lignes, self._ligne(type_=TOTAL), self._ligne(region=TOTAL))

    def _ligne(self, region: str | None = None, type_: str | None = None) -> Ligne:
        total = Croisement(region or TOTAL, type_ or TOTAL)
        parties = tuple(
            croisement
            for croisement in self.croisements
            if croisement != total and (croisement.region == region or croisement.type == type_)
        )
        return Ligne(total, parties)

    def transmis(self, croisement: Croisement) -> int:
        return len(self.retours[croisement])

    def parts(self, code: str, croisement: Croisement) -> tuple[int, ...]:
        """Share of each return of a cell in one sum, in steps; a return without units brings 0."""
        return tuple(retour.sommes.get(code, 0) for retour in self.retours[croisement])

    def termes(self, taux: Taux, croisement: Croisement) -> tuple[Fraction, Fraction]:
        """Exact numerator and denominator of a rate over a cell."""
        retours = self.retours[croisement]
        return (
            sum((retour.termes[taux.numerateur] for retour in retours), Fraction(0)),
            sum((retour.termes[taux.denominateur] for retour in retours), Fraction(0)),
        )

    def exact(self, mesure: Somme | Taux | Distribution, croisement: Croisement) -> Fraction | None:
        """Exact value of a cell; None for a rate of denominator 0 or a statistic of nothing."""
        if isinstance(mesure, Somme):
            return Fraction(self.pas[Cle(mesure.code, croisement)], mesure.pas)
        if isinstance(mesure, Taux):
            numerateur, denominateur = self.termes(mesure, croisement)
            return numerateur / denominateur if denominateur else None
        return statistique(self.parts(mesure.somme, croisement), mesure.quantile)

    def mesures(self) -> Iterator[Somme | Taux | Distribution]:
        """Measures in output order."""
        yield from self.sommes
        yield from TAUX
        yield from self.distributions


def dresser(attendus: Iterable[Attendu], retenus: Iterable[Retour]) -> Tableau:
    """Spread expected dispositifs and kept returns over region × type and every total."""
    nombres: dict[Croisement, int] = defaultdict(int)
    retours: dict[Croisement, list[Retour]] = defaultdict(list)
    gardes = tuple(retenus)
    for attendu in attendus:
        for croisement in _croisements(attendu):
            nombres[croisement] += 1
    for retour in gardes:
        for croisement in _croisements(retour.attendu):
            retours[croisement].append(retour)
    return Tableau(
        attendus=dict(nombres),
        retours={croisement: tuple(retours[croisement]) for croisement in nombres},
        avec_unites=any("unites_total" in retour.sommes for retour in gardes),
    )


def _croisements(attendu: Attendu) -> Iterator[Croisement]:
    for region in (attendu.region, TOTAL):
        for type_ in (attendu.type, TOTAL):
            yield Croisement(region, type_)


def statistique(valeurs: Sequence[int], quantile: Fraction | None) -> Fraction | None:
    """Mean, or quantile by linear interpolation at quantile × (n − 1) from 0 (R44); None without value."""
    if not valeurs:
        return None
    if quantile is None:
        return Fraction(sum(valeurs), len(valeurs))
    ordonnees = sorted(valeurs)
    position = quantile * (len(ordonnees) - 1)
    bas = int(position)
    haut = min(bas + 1, len(ordonnees) - 1)
    return ordonnees[bas] + (position - bas) * (ordonnees[haut] - ordonnees[bas])
