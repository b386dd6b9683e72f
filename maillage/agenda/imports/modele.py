"""The model file: the documented columns and two invented lines, as CSV or XLSX."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import xlsxwriter

from maillage.agenda.imports.domain.colonnes import COLONNES
from maillage.agenda.imports.domain.texte import SEPARATEUR

BOM = "\ufeff"


def modele_csv() -> bytes:
    """CSV that French spreadsheets open by double click: semicolons, UTF-8 with its mark."""
    flux = StringIO()
    table = csv.writer(flux, delimiter=SEPARATEUR, lineterminator="\r\n")
    table.writerows(_lignes())
    return (BOM + flux.getvalue()).encode()


def modele_xlsx() -> bytes:
    """Workbook of two sheets: the lines to fill in, and what each column means."""
    flux = BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True}) as classeur:
        gras = classeur.add_format({"bold": True})
        evenements = classeur.add_worksheet("événements")
        for rang, ligne in enumerate(_lignes()):
            evenements.write_row(rang, 0, ligne, None if rang else gras)
        evenements.freeze_panes(1, 0)
        evenements.set_column(0, len(COLONNES) - 1, 18)
        aide = classeur.add_worksheet("mode d'emploi")
        aide.write_row(0, 0, ("colonne", "nom", "ce qu'on y écrit"), gras)
        for rang, colonne in enumerate(COLONNES.values(), start=1):
            aide.write_row(rang, 0, (colonne.code, colonne.libelle, colonne.aide))
        aide.set_column(0, 1, 24)
        aide.set_column(2, 2, 90)
    return flux.getvalue()


def _lignes() -> list[list[str]]:
    exemples = [[colonne.exemples[rang] for colonne in COLONNES.values()] for rang in range(2)]
    return [list(COLONNES), *exemples]


MODELES = {
    "csv": (modele_csv, "text/csv; charset=utf-8"),
    "xlsx": (modele_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
