"""The imports as tables: their history, and the remarks made on the lines of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.socle.tableur import Cellule, Feuille
from maillage.territoire.domain.comptes_rendus import GRAVITES, comptes_dits
from maillage.territoire.imports.genres import libelle_du_genre
from maillage.territoire.models import ImportReference

COLONNES = ("Données", "Fichier", "Situation au", "État", "Déposé le", "Par", "Appliqué le", "Par", "Comptes")
COLONNES_REMARQUES = ("Ligne", "Colonne", "Valeur", "Ce qui ne va pas", "Que faire", "Effet")


def feuille_des_imports(imports: Iterable[ImportReference]) -> Feuille:
    """One row per import."""
    return Feuille("Imports", COLONNES, [_ligne(un) for un in imports])


def feuille_des_remarques(importe: ImportReference) -> Feuille:
    """One row per remark, where it is and what to do."""
    lignes = [
        [une["ligne"] or None, une["colonne"], une["valeur"], une["message"], une["remede"], GRAVITES[une["gravite"]]]
        for une in importe.remarques
    ]
    return Feuille("Remarques", COLONNES_REMARQUES, lignes, (f"Fichier : {importe.nom_fichier}",))


def _ligne(un: ImportReference) -> list[Cellule]:
    return [
        libelle_du_genre(un.genre),
        un.nom_fichier,
        un.situation_le,
        un.get_etat_display(),
        timezone.localtime(un.depose_le).strftime("%d/%m/%Y %H:%M"),
        un.depose_par,
        timezone.localtime(un.applique_le).strftime("%d/%m/%Y %H:%M") if un.applique_le else None,
        un.applique_par,
        ", ".join(f"{nombre} {mot}" for nombre, mot in comptes_dits(un.comptes)),
    ]
