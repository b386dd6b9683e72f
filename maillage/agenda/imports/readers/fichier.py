"""Which format a file has, by its content and not by its name."""

from __future__ import annotations

from maillage.agenda.imports.readers.classeur import lire_classeur
from maillage.agenda.imports.readers.tableau import FichierIllisible, Tableau
from maillage.agenda.imports.readers.texte import lire_csv

CSV = "CSV"
TABLEUR = "TABLEUR"
ICS = "ICS"
SIGNATURES_TABLEUR = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
DEBUT_ICS = b"BEGIN:VCALENDAR"
BOMS_LARGES = (b"\xff\xfe", b"\xfe\xff")

__all__ = ["CSV", "ICS", "TABLEUR", "FichierIllisible", "Tableau", "deviner_format", "lire_tableau"]


def deviner_format(contenu: bytes) -> str:
    """Return CSV, TABLEUR (XLSX, ODS, XLS) or ICS; raise FichierIllisible for anything else."""
    if not contenu.strip():
        raise FichierIllisible("Ce fichier est vide.")
    if contenu.startswith(SIGNATURES_TABLEUR):
        return TABLEUR
    if DEBUT_ICS in contenu[:4096].upper():
        return ICS
    if b"\x00" in contenu[:4096] and not contenu.startswith(BOMS_LARGES):
        raise FichierIllisible("Ce fichier n'est ni un tableau (CSV, XLSX, ODS) ni un agenda (iCalendar).")
    return CSV


def lire_tableau(contenu: bytes, format_: str) -> Tableau:
    """Return the headers and lines of a CSV or spreadsheet file."""
    return lire_classeur(contenu) if format_ == TABLEUR else lire_csv(contenu)
