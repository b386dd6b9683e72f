"""How a problem of a line is said."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.agenda.imports.domain.lignes import LIGNE_ENTIERE
from maillage.agenda.models import LotImport


def dire_erreur(lot: LotImport, numero: int, erreur: Mapping[str, str]) -> str:
    """« Fichier semaine.csv, ligne 12, colonne debut : heure illisible… ; écrivez… »"""
    ou = f"Fichier {lot.nom_fichier}, ligne {numero}"
    return f"{ou}{dire_colonne(lot, erreur['colonne'])} : {erreur['motif']}"


def dire_colonne(lot: LotImport, colonne: str) -> str:
    """« , colonne debut (« Heure RDV ») », nothing when the whole line is concerned."""
    if colonne == LIGNE_ENTIERE:
        return ""
    entete = lot.correspondance.get("colonnes", {}).get(colonne, colonne)
    return f", colonne {colonne}" + ("" if entete == colonne else f" (« {entete} »)")
