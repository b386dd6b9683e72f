"""The list of événements as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from maillage.agenda.selectors import CarteEvenement
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
FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would run as a formula."""


def exporter_csv(cartes: Iterable[CarteEvenement]) -> bytes:
    """UTF-8 with a mark, semicolons: opens as is in a French spreadsheet."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";")
    ecrivain.writerow(COLONNES)
    ecrivain.writerows([_inerte(cellule) for cellule in _cellules(carte)] for carte in cartes)
    return b"\xef\xbb\xbf" + sortie.getvalue().encode()


def exporter_xlsx(cartes: Iterable[CarteEvenement]) -> bytes:
    """One sheet, header frozen; every cell is text, never a formula."""
    sortie = io.BytesIO()
    classeur = xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    feuille = classeur.add_worksheet("Événements")
    feuille.write_row(0, 0, COLONNES, classeur.add_format({"bold": True}))
    feuille.freeze_panes(1, 0)
    feuille.set_column(0, len(COLONNES) - 1, 18)
    for rang, carte in enumerate(cartes, start=1):
        feuille.write_row(rang, 0, _cellules(carte))
    classeur.close()
    return sortie.getvalue()


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


def _inerte(cellule: str) -> str:
    return f"'{cellule}" if cellule.startswith(FORMULES) else cellule
