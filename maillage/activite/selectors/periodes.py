"""Which periods the pages propose."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.activite.models import RetourTrimestriel
from maillage.socle.domain.calendrier import trimestre_de

TRIMESTRES_PROPOSES = 8
JOURS_D_UN_TRIMESTRE = 91


def periodes_proposees(*, aujourd_hui: dt.date) -> list[str]:
    """Return the labels of the current quarter and of those before, latest first, then the two civil years."""
    trimestres: list[str] = []
    jour = aujourd_hui
    while len(trimestres) < TRIMESTRES_PROPOSES:
        trimestre = trimestre_de(jour)
        trimestres.append(str(trimestre))
        jour = trimestre.debut - dt.timedelta(days=1)
    return [*trimestres, str(aujourd_hui.year), str(aujourd_hui.year - 1)]


def periode_choisie(libelle: str | None, *, aujourd_hui: dt.date) -> Periode:
    """Return the asked period, the current quarter when nothing (or nonsense) is asked, closed today at the latest."""
    try:
        periode = Periode.depuis_libelle(libelle or str(trimestre_de(aujourd_hui)))
    except PeriodeInvalide:
        periode = Periode.depuis_libelle(str(trimestre_de(aujourd_hui)))
    return arretee(periode, le=aujourd_hui)


def arretee(periode: Periode, *, le: dt.date) -> Periode:
    """Return the period closed on its usual date, or on `le` before that: an événement still to come is not « to confirm »."""
    return replace(periode, arrete=min(periode.arrete, le))


def periode_du_retour(retour: RetourTrimestriel) -> Periode:
    """Return the period of a return, closed on its own date of arrêté."""
    return Periode.depuis_libelle(retour.periode, arrete=retour.arrete)
