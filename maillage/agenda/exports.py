"""The list of événements as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.agenda.selectors import CarteEvenement
from maillage.socle.tableur import Feuille
from maillage.socle.vocabulaire import Modalite

COLONNES = (
    "Identifiant",
    "Jour",
    "Début",
    "Fin",
    "Titre",
    "Catégorie",
    "Modalité",
    "Lieu",
    "Unité",
    "Statut",
    "Jeunes",
    "Absents",
    "Professionnels",
)


def feuille_des_evenements(cartes: Iterable[CarteEvenement]) -> Feuille:
    """One row per événement, in the order shown."""
    return Feuille("Événements", COLONNES, [_cellules(carte) for carte in cartes])


def _cellules(carte: CarteEvenement) -> list[str]:
    return [
        carte.identifiant,
        carte.jour.isoformat(),
        carte.debut.strftime("%H:%M"),
        carte.fin.strftime("%H:%M" if carte.fin.date() == carte.jour else "%Y-%m-%d %H:%M"),
        carte.titre,
        carte.categorie,
        str(Modalite(carte.modalite).label) if carte.modalite else "",
        carte.lieu,
        carte.unite,
        carte.statut_libelle,
        ", ".join(inscrit.nom for inscrit in carte.inscrits),
        ", ".join(inscrit.nom for inscrit in carte.inscrits if inscrit.absent),
        carte.noms_pros,
    ]
