"""The settings of a source, as stored (JSON) and as used. Unknown or missing parts fall back on the initial ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.agenda.imports.domain import colonnes as c
from maillage.agenda.imports.domain.annuaire import Annuaire
from maillage.agenda.imports.domain.codes import DEFAUTS
from maillage.agenda.imports.domain.evenements_ics import REGLES_INITIALES, ReglagesIcs, Regle
from maillage.agenda.imports.domain.lignes import Annuaires, Reglages

JEUNE = "jeune"
PROFESSIONNEL = "professionnel"
DEFAUTS_ICS = {c.CATEGORIE: "DIRECT_JEUNE", c.STATUT: "PLANIFIE"}
JOURNEE = ("09:00", "16:30")
MOIS_DE_RENTREE_PREPAREE = 6


def reglages_tableau(donnees: Mapping[str, Any]) -> Reglages:
    """Settings of a CSV or spreadsheet source."""
    return Reglages(
        colonnes=donnees.get("colonnes", {}),
        valeurs=donnees.get("valeurs", {}),
        defauts={**DEFAUTS, **donnees.get("defauts", {})},
    )


def reglages_ics(donnees: Mapping[str, Any], annuaires: Annuaires) -> ReglagesIcs:
    """Settings of a calendar source; an owner who is no longer in the directory is no owner."""
    proprietaire = donnees.get("proprietaire", {})
    regles = donnees.get("regles")
    journee = donnees.get("journee", JOURNEE)
    return ReglagesIcs(
        jeune=_pk(annuaires.jeunes, proprietaire, JEUNE),
        professionnel=_pk(annuaires.pros, proprietaire, PROFESSIONNEL),
        regles=REGLES_INITIALES if regles is None else [Regle(**regle) for regle in regles],
        defauts={**DEFAUTS_ICS, **donnees.get("defauts", {})},
        journee=(journee[0], journee[1]) if journee else (),
    )


def _pk(annuaire: Annuaire, proprietaire: Mapping[str, str], genre: str) -> int | None:
    if proprietaire.get("type") != genre:
        return None
    return annuaire.par_identifiant.get(proprietaire.get("identifiant", ""))


def fin_des_repetitions(donnees: Mapping[str, Any], *, depot: date) -> date:
    """Last date of endless series: the one chosen, else the end of the school year (of the next one from June on)."""
    if choisie := donnees.get("jusqu_au"):
        return date.fromisoformat(choisie)
    return date(depot.year + (depot.month >= MOIS_DE_RENTREE_PREPAREE), 8, 31)
