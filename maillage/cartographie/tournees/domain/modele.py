"""The problem and its answer, as the contract of the rounds words them (section 5). Hours are seconds since midnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

JOUR_S = 86_400
"""A whole round stands inside one day."""


class Sens(StrEnum):
    """ALLER: homes to the établissement; RETOUR: the other way."""

    ALLER = "ALLER"
    RETOUR = "RETOUR"


class Statut(StrEnum):
    """OPTIMAL only with a proof."""

    OPTIMAL = "OPTIMAL"
    REALISABLE = "REALISABLE"


@dataclass(frozen=True)
class Fenetre:
    """Both bounds included, in seconds since midnight."""

    debut: int
    fin: int

    def contient(self, heure: int) -> bool:
        return self.debut <= heure <= self.fin


@dataclass(frozen=True)
class Temps:
    """Minutes and kilometres from a row to a column of `ids`; None = unreachable. The last three say where they come from."""

    ids: tuple[str, ...]
    minutes: tuple[tuple[Fraction | None, ...], ...]
    km: tuple[tuple[Fraction | None, ...], ...]
    source: str = ""
    date: str | None = None
    estimation: bool = False

    @cached_property
    def rang(self) -> dict[str, int]:
        return {identifiant: rang for rang, identifiant in enumerate(self.ids)}

    def entre(self, origine: str, destination: str) -> tuple[Fraction, Fraction] | None:
        """(minutes, km), or None when one of them is not known."""
        i, j = self.rang[origine], self.rang[destination]
        minutes, km = self.minutes[i][j], self.km[i][j]
        return None if minutes is None or km is None else (minutes, km)


@dataclass(frozen=True)
class Vehicule:
    """`places` seats without the driver's, `places_fauteuil` besides; costs in euros."""

    id: str
    depart: str
    fin: str
    places: int
    places_fauteuil: int
    cout_km: Fraction
    cout_heure: Fraction
    cout_fixe: Fraction


@dataclass(frozen=True)
class Jeune:
    """`duree_max` and `embarquement` in minutes."""

    id: str
    point: str
    fauteuil: bool
    accompagnateur: bool
    duree_max: Fraction
    embarquement: Fraction
    fenetre: Fenetre | None = None
    pas_avec: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ProblemeTournees:
    """Everything the computation needs; the coordinates of the points, which only serve the map, are not kept."""

    sens: Sens
    etablissement: str
    arrivee: Fenetre
    temps: Temps
    vehicules: tuple[Vehicule, ...]
    jeunes: tuple[Jeune, ...]

    def separes(self, un: Jeune, autre: Jeune) -> bool:
        """`pas_avec` is taken both ways."""
        return autre.id in un.pas_avec or un.id in autre.pas_avec


@dataclass(frozen=True)
class Arret:
    """`heure` = start of the service of the stop, after waiting if any."""

    point: str
    heure: int
    montent: tuple[str, ...] = ()
    descendent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tournee:
    """From depart to fin, both included."""

    vehicule: str
    arrets: tuple[Arret, ...]

    @property
    def jeunes(self) -> tuple[str, ...]:
        return tuple(jeune for arret in self.arrets for jeune in arret.montent)


@dataclass(frozen=True)
class Plan:
    """The rounds of the day and who is left."""

    tournees: tuple[Tournee, ...]
    non_servis: tuple[str, ...] = ()

    def servis(self) -> Iterator[str]:
        for tournee in self.tournees:
            yield from tournee.jeunes


@dataclass(frozen=True)
class Assouplissement:
    """The smallest single change that would serve a rider who is left; `valeur` in minutes, places or vehicles, or an id."""

    parametre: str
    valeur: Fraction | int | str
    texte: str


@dataclass(frozen=True)
class NonServi:
    id: str
    regle: str
    assouplissement: Assouplissement


@dataclass(frozen=True)
class Resultat:
    statut: Statut
    plan: Plan
    non_servis: tuple[NonServi, ...] = field(default=())
