"""Reads of the opening calendar."""

from __future__ import annotations

import datetime as dt

from maillage.structures.domain.ouverture import (
    CalendrierOuverture,
    LigneException,
    PeriodeException,
    periodes_d_exception,
)
from maillage.structures.models import ExceptionOuverture


def calendrier_ouverture(dispositif_id: int, debut: dt.date, fin: dt.date) -> CalendrierOuverture:
    """Return the calendar of [debut, fin] in one query; ask it `est_ouvert(modalite, jour, creneau)`."""
    lignes = ExceptionOuverture.objects.filter(dispositif_id=dispositif_id, date__range=(debut, fin))
    valeurs = lignes.values_list("modalite", "date", "creneau", "ouvert")
    return CalendrierOuverture({(modalite, jour, creneau): ouvert for modalite, jour, creneau, ouvert in valeurs})


def est_ouvert(dispositif_id: int, modalite: str, jour: dt.date, creneau: str) -> bool:
    """Tell whether one slot is open: its exception if there is one, else the default of R14."""
    return calendrier_ouverture(dispositif_id, jour, jour).est_ouvert(modalite, jour, creneau)


def periodes_exceptionnelles(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[PeriodeException]:
    """Return the exceptions of [debut, fin] grouped into periods, ascending (one query)."""
    lignes = ExceptionOuverture.objects.filter(dispositif_id=dispositif_id, date__range=(debut, fin))
    valeurs = lignes.values_list("date", "modalite", "creneau", "ouvert", "motif", "acte")
    return periodes_d_exception((LigneException(*ligne) for ligne in valeurs), CalendrierOuverture())
