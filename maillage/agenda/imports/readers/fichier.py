"""Which format a file has, by its content and not by its name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from maillage.agenda.imports.readers.classeur import lire_classeur
from maillage.agenda.imports.readers.tableau import FichierIllisible, Tableau
from maillage.agenda.imports.readers.texte import lire_csv

CSV = "CSV"
TABLEUR = "TABLEUR"
ICS = "ICS"
ZIP = b"PK\x03\x04"
SIGNATURES_TABLEUR = (ZIP, b"\xd0\xcf\x11\xe0")
SIGNATURES_ETRANGERES = {
    b"%PDF": "un PDF",
    b"{\\rtf": "un texte de traitement de texte (RTF)",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"\x1f\x8b": "une archive compressée",
    b"7z\xbc\xaf": "une archive compressée",
    b"Rar!": "une archive compressée",
}
"""First bytes of what people send by mistake."""
MARQUES_DE_CLASSEUR = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
"""One of these is in the archive that an XLSX, XLSB or ODS file is."""
CLASSEURS_EN_ARCHIVE = (".xlsx", ".ods")
CONTROLES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONSEIL = (
    "Les formats lus sont CSV, XLSX, ODS, XLS et iCalendar (.ics) : "
    "refaites l'export dans l'un d'eux, ou ouvrez le fichier dans un tableur et enregistrez-le en XLSX ou en CSV."
)
DEBUT_ICS = b"BEGIN:VCALENDAR"
BOMS_LARGES = (b"\xff\xfe", b"\xfe\xff")

__all__ = ["CSV", "ICS", "TABLEUR", "FichierIllisible", "Tableau", "deviner_format", "lire_tableau"]


def deviner_format(contenu: bytes, nom: str = "") -> str:
    """Return CSV, TABLEUR (XLSX, ODS, XLS) or ICS; raise FichierIllisible, with what to do, for anything else.

    `nom` only serves to refuse a text that calls itself a workbook.
    """
    if not contenu.strip():
        raise FichierIllisible("Ce fichier est vide.")
    _refuser_etranger(contenu)
    if contenu.startswith(SIGNATURES_TABLEUR):
        return TABLEUR
    if DEBUT_ICS in contenu[:4096].upper():
        return ICS
    suffixe = PurePath(nom).suffix.lower()
    if suffixe in CLASSEURS_EN_ARCHIVE:
        raise FichierIllisible(f"Ce fichier s'appelle {suffixe} mais n'est pas un classeur. {CONSEIL}")
    if CONTROLES.search(contenu[:4096]) and not contenu.startswith(BOMS_LARGES):
        raise FichierIllisible(f"Ce fichier n'est ni un tableau ni un agenda. {CONSEIL}")
    return CSV


def _refuser_etranger(contenu: bytes) -> None:
    nature = next((nature for debut, nature in SIGNATURES_ETRANGERES.items() if contenu.startswith(debut)), "")
    if contenu.startswith(ZIP) and not _est_un_classeur(contenu):
        nature = "une archive ZIP qui ne contient pas de classeur, ou un classeur abîmé"
    if nature:
        raise FichierIllisible(f"Ce fichier est {nature}. {CONSEIL}")


def _est_un_classeur(contenu: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(contenu)) as archive:
            return any(marque in archive.namelist() for marque in MARQUES_DE_CLASSEUR)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def lire_tableau(contenu: bytes, format_: str) -> Tableau:
    """Return the headers and lines of a CSV or spreadsheet file."""
    return lire_classeur(contenu) if format_ == TABLEUR else lire_csv(contenu)
