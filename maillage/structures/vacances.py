"""School holidays by zone, from the package vacances-scolaires-france (Éducation nationale calendars), as periods of one school year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from vacances_scolaires_france import SchoolHolidayDates

from maillage.socle.domain.calendrier import UN_JOUR

MOIS_DE_BASCULE = 8


@dataclass(frozen=True)
class PeriodeVacances:
    """One holiday of a zone, first and last day included."""

    nom: str
    debut: dt.date
    fin: dt.date


@lru_cache(maxsize=1)
def _calendrier() -> SchoolHolidayDates:
    return SchoolHolidayDates()


@lru_cache(maxsize=64)
def vacances_scolaires(zone: str, annee_scolaire: int) -> tuple[PeriodeVacances, ...]:
    """Return the holidays of `zone` (A, B, C) from 1 September `annee_scolaire` to 31 August after; empty for an unknown year."""
    debut, fin = dt.date(annee_scolaire, 9, 1), dt.date(annee_scolaire + 1, 8, 31)
    cle = f"vacances_zone_{zone.lower()}"
    jours = sorted(
        (jour, ligne["nom_vacances"])
        for jour, ligne in _calendrier().data.items()
        if debut <= jour <= fin and ligne[cle]
    )
    periodes: list[PeriodeVacances] = []
    for jour, nom in jours:
        if periodes and periodes[-1].nom == nom and periodes[-1].fin + UN_JOUR == jour:
            periodes[-1] = PeriodeVacances(nom, periodes[-1].debut, jour)
        else:
            periodes.append(PeriodeVacances(nom, jour, jour))
    return tuple(periodes)


def annee_scolaire_de(jour: dt.date) -> int:
    """Return the first year of the school year of a date: it turns on 1 August, when the next one is being prepared."""
    return jour.year if jour.month >= MOIS_DE_BASCULE else jour.year - 1


def annees_scolaires_connues() -> tuple[int, ...]:
    """Return the first years of the school years that the package covers, ascending."""
    calendrier = _calendrier()
    return tuple(annee for annee in range(calendrier.min_year, calendrier.max_year) if vacances_scolaires("C", annee))
