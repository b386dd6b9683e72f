"""Civil quarters, ISO weeks attributed by their Thursday, public holidays of metropolitan France, open days.

Sources: Code du travail, article L3133-1 (the eleven holidays); ISO 8601 (weeks).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

UN_JOUR = timedelta(days=1)
ANNEES_DATE = range(1900, 2200)
ANNEES_DATE_HEURE = range(1996, 2200)
"""Years that the file contract accepts, section 2: of a date, of a date and hour."""

JEUDI = 3
SAMEDI = 5
FERIES_FIXES = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
FERIES_MOBILES = (1, 39, 50)
"""Days after Easter Sunday: Easter Monday, Ascension Thursday, Whit Monday."""


@dataclass(frozen=True, order=True)
class Trimestre:
    """Civil quarter: `numero` from 1 to 4."""

    annee: int
    numero: int

    @property
    def debut(self) -> date:
        return date(self.annee, 3 * self.numero - 2, 1)

    @property
    def fin(self) -> date:
        suivant = date(self.annee + 1, 1, 1) if self.numero == 4 else date(self.annee, 3 * self.numero + 1, 1)
        return suivant - UN_JOUR

    def __str__(self) -> str:
        return f"{self.annee:04d}-T{self.numero}"


@dataclass(frozen=True, order=True)
class Semaine:
    """ISO week, named by its Monday; it belongs to the period that holds its Thursday."""

    lundi: date

    @property
    def jeudi(self) -> date:
        return self.lundi + timedelta(days=JEUDI)

    @property
    def dimanche(self) -> date:
        return self.lundi + timedelta(days=6)

    def __str__(self) -> str:
        annee, numero, _ = self.lundi.isocalendar()
        return f"{annee:04d}-W{numero:02d}"


def trimestre_de(jour: date) -> Trimestre:
    return Trimestre(jour.year, (jour.month + 2) // 3)


def semaine_de(jour: date) -> Semaine:
    return Semaine(jour - timedelta(days=jour.weekday()))


def semaines_entre(debut: date, fin: date) -> tuple[Semaine, ...]:
    """Weeks whose Thursday is in [debut, fin], ascending."""
    premier_jeudi = debut + timedelta(days=(JEUDI - debut.weekday()) % 7)
    nombre = max(0, (fin - premier_jeudi).days // 7 + 1)
    return tuple(semaine_de(premier_jeudi + timedelta(weeks=rang)) for rang in range(nombre))


def jours_entre(debut: date, fin: date) -> Iterator[date]:
    """Every date of [debut, fin], both included."""
    for rang in range((fin - debut).days + 1):
        yield debut + timedelta(days=rang)


@lru_cache(maxsize=512)
def jours_feries(annee: int) -> frozenset[date]:
    """The eleven public holidays of metropolitan France."""
    fixes = (date(annee, mois, jour) for mois, jour in FERIES_FIXES)
    mobiles = (easter(annee) + timedelta(days=ecart) for ecart in FERIES_MOBILES)
    return frozenset((*fixes, *mobiles))


def est_ferie(jour: date) -> bool:
    return jour in jours_feries(jour.year)


def est_ouvre(jour: date) -> bool:
    """Monday to Friday, not a public holiday."""
    return jour.weekday() < SAMEDI and not est_ferie(jour)


def dernier_jour_ouvre(jour: date) -> date:
    """The day itself when people work, else the last working day before it."""
    while not est_ouvre(jour):
        jour -= UN_JOUR
    return jour


def prochain_jour_ouvre(jour: date) -> date:
    """The first working day after it."""
    suivant = jour + UN_JOUR
    while not est_ouvre(suivant):
        suivant += UN_JOUR
    return suivant


def ajouter_annees(jour: date, annees: int) -> date:
    """Same day `annees` later; 29 February falls on 28 February in common years."""
    try:
        return jour.replace(year=jour.year + annees)
    except ValueError:
        return jour.replace(year=jour.year + annees, day=28)
