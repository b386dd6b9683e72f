"""Tables written for spreadsheets: CSV, XLSX and ODS, the same cells in each. Text is never taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse
from odfdo import Document, Table

Cellule = str | int | float | Decimal | bool | dt.date | dt.datetime | None
FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would run as a formula when it opens a CSV."""
TYPES_MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
FORMATS = tuple(TYPES_MIME)
LARGEUR_COLONNE = 18


@dataclass(frozen=True)
class Feuille:
    """One table: its name, its header, its rows, and the sentences that must travel with it (status of a scale, date, source)."""

    titre: str
    colonnes: Sequence[str]
    lignes: Sequence[Sequence[Cellule]]
    notes: Sequence[str] = field(default_factory=tuple)


def ecrire(feuille: Feuille, extension: str) -> bytes:
    """Return the file in one of FORMATS; raises KeyError for another one."""
    ecritures: dict[str, Callable[[Feuille], bytes]] = {"csv": ecrire_csv, "xlsx": ecrire_xlsx, "ods": ecrire_ods}
    return ecritures[extension](feuille)


def ecrire_csv(feuille: Feuille) -> bytes:
    """UTF-8 with its mark and semicolons: opens as it is in a French spreadsheet; the notes are the last lines."""
    tampon = io.StringIO()
    ecriture = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecriture.writerow(feuille.colonnes)
    ecriture.writerows([_en_texte(cellule) for cellule in ligne] for ligne in feuille.lignes)
    ecriture.writerows([note] for note in feuille.notes)
    return b"\xef\xbb\xbf" + tampon.getvalue().encode()


def ecrire_xlsx(*feuilles: Feuille) -> bytes:
    """One sheet each, header in bold and frozen."""
    tampon = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    classeur = xlsxwriter.Workbook(tampon, options)
    entete = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for feuille in feuilles:
        page = classeur.add_worksheet(feuille.titre[:31])
        page.write_row(0, 0, feuille.colonnes, entete)
        page.freeze_panes(1, 1)
        page.set_column(0, max(0, len(feuille.colonnes) - 1), LARGEUR_COLONNE)
        for rang, ligne in enumerate(feuille.lignes, start=1):
            page.write_row(rang, 0, [_pour_xlsx(cellule) for cellule in ligne])
        for rang, note in enumerate(feuille.notes, start=len(feuille.lignes) + 2):
            page.write_string(rang, 0, note)
    classeur.close()
    return tampon.getvalue()


def ecrire_ods(feuille: Feuille) -> bytes:
    """One sheet, header first, notes last."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(feuille.titre)
    table.set_values(
        [
            list(feuille.colonnes),
            *([_pour_ods(c) for c in ligne] for ligne in feuille.lignes),
            [],
            *([n] for n in feuille.notes),
        ]
    )
    document.body.append(table)
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def reponse(feuille: Feuille, nom: str, extension: str) -> HttpResponse:
    """Return the download of one table, as `nom.extension`."""
    return HttpResponse(
        ecrire(feuille, extension),
        content_type=TYPES_MIME[extension],
        headers={"Content-Disposition": f'attachment; filename="{nom}.{extension}"'},
    )


def _en_texte(cellule: Cellule) -> str:
    if cellule is None:
        return ""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, float | Decimal):
        return str(cellule).replace(".", ",")
    texte = str(cellule)
    return f"'{texte}" if isinstance(cellule, str) and texte.startswith(FORMULES) else texte


def _pour_xlsx(cellule: Cellule) -> Cellule:
    return _en_texte(cellule) if isinstance(cellule, bool) else cellule


def _pour_ods(cellule: Cellule) -> Cellule:
    return _en_texte(cellule) if isinstance(cellule, bool) or cellule is None else cellule
