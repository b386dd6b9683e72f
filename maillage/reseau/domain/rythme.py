"""How often the mission and a dispositif are in touch, and who has been forgotten. Source: issue « who has not been in touch for a year »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta

OUBLI = relativedelta(years=1)
ESPACEMENT = relativedelta(months=6)
MOIS = 12


class EtatRythme(StrEnum):
    """How far the last contact is; the value is what the page says."""

    SANS_NOUVELLES = "Sans nouvelles depuis un an"
    ESPACE = "Rien depuis six mois"
    EN_LIEN = "En lien"


@dataclass(frozen=True)
class Rythme:
    """What a year of contacts looks like: the last day, how many over twelve months, how many in each month (the current one last)."""

    dernier: dt.date | None
    sur_douze_mois: int
    par_mois: tuple[int, ...]
    etat: EtatRythme


def rythme(dates: Iterable[dt.date], *, le: dt.date) -> Rythme:
    """Return the rhythm on a day; what comes after that day is not yet a contact."""
    passees = sorted(jour for jour in dates if jour <= le)
    dernier = passees[-1] if passees else None
    recentes = [jour for jour in passees if jour > le - OUBLI]
    mois = [0] * MOIS
    for jour in passees:
        recul = (le.year - jour.year) * 12 + le.month - jour.month
        if recul < MOIS:
            mois[MOIS - 1 - recul] += 1
    return Rythme(dernier, len(recentes), tuple(mois), _etat(dernier, le))


def _etat(dernier: dt.date | None, le: dt.date) -> EtatRythme:
    if dernier is None or dernier <= le - OUBLI:
        return EtatRythme.SANS_NOUVELLES
    return EtatRythme.ESPACE if dernier <= le - ESPACEMENT else EtatRythme.EN_LIEN
