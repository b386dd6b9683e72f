"""The lists as tables for spreadsheets: aggregates and words of the sheets, never a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.cpom.models import IndicateurCpom
from maillage.cpom.selectors import AnneeIndicateur
from maillage.socle.tableur import Feuille

COLONNES_FICHES = (
    "Dispositif",
    "Département",
    "Organisme",
    "CPOM",
    "Fiche",
    "Pilote",
    "Actions faites",
    "Actions",
    "Prochaine échéance",
    "Indicateurs",
    "Valeurs signées",
)
COLONNES_INDICATEURS = (
    "Dispositif",
    "Département",
    "Fiche",
    "Indicateur",
    "Année",
    "Unité",
    "Cible",
    "Valeur",
    "Pourquoi aucune valeur",
    "Écart à la cible",
    "Situation",
    "Source",
    "Version de la formule",
)
NOTE = (
    "Valeurs lues dans les retours transmis, sauf valeur signée. Les effectifs de une à quatre personnes sont masqués."
)


def feuille_fiches(fiches: Iterable[Any]) -> Feuille:
    """Return the list of sheets."""
    return Feuille("Fiches action", COLONNES_FICHES, [_fiche(fiche) for fiche in fiches])


def _fiche(fiche: Any) -> list[Any]:
    return [
        fiche.dispositif.nom,
        fiche.dispositif.departement,
        fiche.cpom.organisme.nom,
        f"{fiche.cpom.premiere_annee}-{fiche.cpom.derniere_annee}",
        fiche.titre,
        fiche.pilote,
        fiche.n_faites,
        fiche.n_actions,
        fiche.prochaine,
        fiche.n_indicateurs,
        fiche.n_signees,
    ]


def feuille_indicateurs(lignes: Iterable[tuple[IndicateurCpom, AnneeIndicateur]]) -> Feuille:
    """Return the indicators of a year."""
    return Feuille("Indicateurs", COLONNES_INDICATEURS, [_indicateur(*ligne) for ligne in lignes], [NOTE])


def _indicateur(indicateur: IndicateurCpom, annee: AnneeIndicateur) -> list[Any]:
    return [
        indicateur.fiche.dispositif.nom,
        indicateur.fiche.dispositif.departement,
        indicateur.fiche.titre,
        indicateur.libelle,
        annee.annee,
        annee.unite,
        annee.cible,
        annee.valeur.nombre,
        annee.valeur.motif,
        annee.atteinte.ecart,
        annee.atteinte.en_mots,
        annee.source,
        annee.formule.numero if annee.formule else None,
    ]
