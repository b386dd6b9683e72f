"""Lists written as CSV and XLSX that a French spreadsheet opens as they are, and never runs as formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would run as a formula."""
LARGEUR_COLONNE = 20
Cellule = str | int | float | dt.date | None


def en_csv(colonnes: Sequence[str], lignes: Iterable[Sequence[Cellule]]) -> bytes:
    """UTF-8 with a mark, semicolons; dates AAAA-MM-JJ, empty for None."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";")
    ecrivain.writerow(colonnes)
    ecrivain.writerows([_inerte(_plate(cellule)) for cellule in ligne] for ligne in lignes)
    return b"\xef\xbb\xbf" + sortie.getvalue().encode()


def en_xlsx(feuille: str, colonnes: Sequence[str], lignes: Iterable[Sequence[Cellule]]) -> bytes:
    """One sheet, header frozen; every cell is text or a number, never a formula."""
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        page = classeur.add_worksheet(feuille)
        page.write_row(0, 0, colonnes, classeur.add_format({"bold": True}))
        page.freeze_panes(1, 0)
        page.set_column(0, len(colonnes) - 1, LARGEUR_COLONNE)
        for rang, ligne in enumerate(lignes, start=1):
            page.write_row(rang, 0, [_plate(cellule) for cellule in ligne])
    return sortie.getvalue()


def _plate(cellule: Cellule) -> str | int | float:
    if cellule is None:
        return ""
    return cellule.isoformat() if isinstance(cellule, dt.date) else cellule


def _inerte(cellule: str | int | float) -> str | int | float:
    return f"'{cellule}" if isinstance(cellule, str) and cellule.startswith(FORMULES) else cellule
