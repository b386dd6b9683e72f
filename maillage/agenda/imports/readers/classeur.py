"""Spreadsheets (XLSX, ODS, XLS): every cell becomes the text that a person would have typed."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from maillage.agenda.imports.readers.tableau import (
    FichierIllisible,
    Tableau,
    exiger_taille,
    ligne_brute,
    nommer_entetes,
)

DECOMPRESSE_MAX = 400 * 1024 * 1024
ILLISIBLE = "Ce classeur ne peut pas être lu : ouvrez-le dans votre tableur et enregistrez-le en XLSX, ODS ou CSV."


def lire_classeur(contenu: bytes) -> Tableau:
    """Return the first sheet that holds something; line numbers are those that the spreadsheet shows."""
    _exiger_taille_decompressee(contenu)
    try:
        lignes = _premiere_feuille(CalamineWorkbook.from_filelike(BytesIO(contenu)))
    except (CalamineError, OSError, ValueError) as erreur:
        raise FichierIllisible(ILLISIBLE) from erreur
    exiger_taille(len(lignes))
    remplies = [(numero, cellules) for numero, cellules in enumerate(lignes, start=1) if any(cellules)]
    if len(remplies) < 2:
        raise FichierIllisible("Ce classeur n'a pas de ligne sous ses en-têtes : ajoutez des lignes.")
    entete = remplies[0][1]
    while not entete[-1]:
        entete.pop()
    entetes = nommer_entetes(entete)
    return Tableau(entetes, tuple(ligne_brute(numero, entetes, cellules) for numero, cellules in remplies[1:]))


def _premiere_feuille(classeur: CalamineWorkbook) -> list[list[str]]:
    for nom in classeur.sheet_names:
        lignes = classeur.get_sheet_by_name(nom).to_python(skip_empty_area=False)
        if lignes:
            return [[texte_de(valeur) for valeur in ligne] for ligne in lignes]
    return []


def texte_de(valeur: object) -> str:
    """Text of a cell: 12.0 is « 12 », a date is « 2024-03-04 », a date and hour « 2024-03-04T09:30 », an hour « 09:30 »."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float):
        return str(int(valeur)) if valeur.is_integer() else str(valeur)
    if isinstance(valeur, datetime):
        return _a_la_minute(valeur).strftime("%Y-%m-%dT%H:%M")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, time):
        return _a_la_minute(datetime.combine(date(2000, 1, 1), valeur)).strftime("%H:%M")
    if isinstance(valeur, timedelta):
        minutes = round(valeur.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(valeur)


def _a_la_minute(valeur: datetime) -> datetime:
    """A spreadsheet keeps fractions of a day: 09:30 may come back as 09:29:59.99."""
    return (valeur + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _exiger_taille_decompressee(contenu: bytes) -> None:
    if not contenu.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(contenu)) as archive:
            total = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as erreur:
        raise FichierIllisible(ILLISIBLE) from erreur
    if total > DECOMPRESSE_MAX:
        raise FichierIllisible("Ce classeur est trop grand une fois ouvert : découpez-le.")
