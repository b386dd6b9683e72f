"""Existing sheets in a file: CSV of any usual encoding and separator, XLSX or ODS; every cell becomes the text that a person would have typed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineWorkbook

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque

LIGNES_MAX = 1_000
SEPARATEURS = (";", ",", "\t")
BLANCS = " \t\u00a0\u202f\r\n"
ENCODAGES = (
    ("utf-8-sig", ""),
    ("cp1252", "Le fichier n'est pas en UTF-8 : il a été lu comme un fichier de Windows. Vérifiez les accents."),
)
ILLISIBLE = "Ce fichier ne se lit pas comme un tableau : enregistrez-le en CSV, XLSX ou ODS."


@dataclass(frozen=True)
class Tableau:
    """Headers, numbered lines of cells, and what must be said of the whole file."""

    entetes: tuple[str, ...]
    lignes: tuple[tuple[int, tuple[str, ...]], ...]
    avis: tuple[str, ...] = field(default=())


def lire_tableau(octets: bytes, *, classeur: bool) -> Tableau:
    """Return the first table of a file. Raises ErreurBibliotheque when there is none."""
    lignes, avis = _classeur(octets) if classeur else _csv(octets)
    remplies = [(numero, cellules) for numero, cellules in enumerate(lignes, start=1) if any(cellules)]
    if len(remplies) < 2:
        raise ErreurBibliotheque("Ce fichier n'a pas de ligne sous ses en-têtes.", champ="fichier")
    if len(remplies) > LIGNES_MAX + 1:
        raise ErreurBibliotheque(f"Ce fichier a plus de {LIGNES_MAX} lignes : découpez-le.", champ="fichier")
    entetes = _sans_fin_vide(remplies[0][1])
    return Tableau(tuple(entetes), tuple((n, tuple(c)) for n, c in remplies[1:]), tuple(avis))


def _csv(octets: bytes) -> tuple[list[list[str]], list[str]]:
    if b"\x00" in octets:
        raise ErreurBibliotheque(ILLISIBLE, champ="fichier")
    texte, avis = _decoder(octets)
    premiere = texte.splitlines()[0] if texte.strip() else ""
    separateur = max(SEPARATEURS, key=premiere.count)
    try:
        lues = list(csv.reader(io.StringIO(texte), delimiter=separateur, strict=True))
    except csv.Error as erreur:
        raise ErreurBibliotheque(
            "Un guillemet n'est pas refermé dans ce fichier : enregistrez-le de nouveau depuis votre tableur.",
            champ="fichier",
        ) from erreur
    return [[cellule.strip(BLANCS) for cellule in ligne] for ligne in lues], avis


def _decoder(octets: bytes) -> tuple[str, list[str]]:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16"), []
    for encodage, mots in ENCODAGES:
        try:
            return octets.decode(encodage), [mots] if mots else []
        except UnicodeDecodeError:
            continue
    raise ErreurBibliotheque(ILLISIBLE, champ="fichier")


def _classeur(octets: bytes) -> tuple[list[list[str]], list[str]]:
    try:
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(octets))
        for nom in classeur.sheet_names:
            lignes = classeur.get_sheet_by_name(nom).to_python(skip_empty_area=False)
            if lignes:
                return [[_texte(cellule).strip(BLANCS) for cellule in ligne] for ligne in lignes], []
    except (CalamineError, OSError, ValueError) as erreur:
        raise ErreurBibliotheque(ILLISIBLE, champ="fichier") from erreur
    return [], []


def _texte(cellule: object) -> str:
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    if isinstance(cellule, dt.datetime):
        return cellule.date().isoformat()
    return cellule.isoformat() if isinstance(cellule, dt.date) else str(cellule)


def _sans_fin_vide(cellules: Sequence[str]) -> list[str]:
    gardees = list(cellules)
    while gardees and not gardees[-1]:
        gardees.pop()
    return gardees
