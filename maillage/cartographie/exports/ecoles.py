"""The schools as a table, headed as the import reads it."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.cartographie.models import Ecole
from maillage.socle.tableur import Feuille

COLONNES = (
    "UAI",
    "Nom",
    "Type",
    "Secteur",
    "Adresse",
    "Code postal",
    "Commune INSEE",
    "Commune nom",
    "Lon",
    "Lat",
    "Position",
    "Nombre élèves",
    "Situation au",
    "Date fermeture",
)
SOURCE = "Source : annuaire de l'éducation (ministère chargé de l'éducation), Licence Ouverte."


def feuille_des_ecoles(ecoles: Iterable[Ecole]) -> Feuille:
    """One row per school."""
    lignes = [
        [
            ecole.uai,
            ecole.nom,
            ecole.nature,
            ecole.secteur,
            ecole.adresse,
            ecole.code_postal,
            ecole.commune_id,
            ecole.commune.nom,
            ecole.lon,
            ecole.lat,
            ecole.get_position_source_display(),
            ecole.eleves,
            ecole.situation_le,
            ecole.ferme_le,
        ]
        for ecole in ecoles
    ]
    return Feuille("Écoles", COLONNES, lignes, (SOURCE,))
