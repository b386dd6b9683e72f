"""The list of young people as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from maillage.parcours.selectors.liste import LigneJeune
from maillage.socle.vocabulaire import Modalite

COLONNES = ("Identifiant", "Nom", "Prénom", "Naissance", "Âge", "Phase", "Modalités", "Entrée")
FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would run as a formula."""


def exporter_csv(lignes: Iterable[LigneJeune]) -> bytes:
    """UTF-8 with a mark, semicolons: opens as is in a French spreadsheet."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";")
    ecrivain.writerow(COLONNES)
    ecrivain.writerows([_inerte(cellule) for cellule in _cellules(ligne)] for ligne in lignes)
    return b"\xef\xbb\xbf" + sortie.getvalue().encode()


def exporter_xlsx(lignes: Iterable[LigneJeune]) -> bytes:
    """One sheet, header frozen; every cell is text or a number, never a formula."""
    sortie = io.BytesIO()
    classeur = xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    feuille = classeur.add_worksheet("Jeunes")
    feuille.write_row(0, 0, COLONNES, classeur.add_format({"bold": True}))
    feuille.freeze_panes(1, 0)
    feuille.set_column(0, len(COLONNES) - 1, 18)
    for rang, ligne in enumerate(lignes, start=1):
        feuille.write_row(rang, 0, _cellules(ligne))
    classeur.close()
    return sortie.getvalue()


def _cellules(ligne: LigneJeune) -> list[str | int]:
    jeune = ligne.jeune
    return [
        jeune.identifiant,
        jeune.nom,
        jeune.prenom,
        jeune.naissance.isoformat() if jeune.naissance else "",
        ligne.age if ligne.age is not None else "",
        ligne.phase.get_type_display() if ligne.phase else "",
        ", ".join(str(Modalite(code).label) for code in ligne.modalites),
        ligne.entree.isoformat() if ligne.entree else "",
    ]


def _inerte(cellule: str | int) -> str | int:
    return f"'{cellule}" if isinstance(cellule, str) and cellule.startswith(FORMULES) else cellule
