"""The list of dossiers as a table for spreadsheets: states and dates, nothing of what was written."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.reconnaissance.selectors import LigneDossier
from maillage.socle.tableur import Cellule, Feuille

COLONNES = (
    "Dispositif",
    "Code",
    "Département",
    "Montage",
    "État",
    "Ce qui est attendu",
    "Échéance indicative",
    "Déposé le",
    "Reconnu le",
    "Effets à faire",
)


def feuille_dossiers(lignes: Iterable[LigneDossier]) -> Feuille:
    """Return the states, without any text nor any name."""
    return Feuille("Reconnaissances", COLONNES, [_ligne(ligne) for ligne in lignes], ["Délais indicatifs, sans texte."])


def _ligne(ligne: LigneDossier) -> list[Cellule]:
    dispositif = ligne.dispositif
    depose = dispositif.dossier_depose
    return [
        dispositif.nom,
        dispositif.code,
        dispositif.departement,
        ligne.montage,
        ligne.libelle,
        ligne.acte,
        dispositif.dossier_echeance,
        timezone.localdate(depose) if depose else None,
        dispositif.dossier_reconnu,
        dispositif.effets_a_faire or 0,
    ]
