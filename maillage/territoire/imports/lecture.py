"""A table whatever its packing: CSV (encoding and separator found), XLSX, ODS, gzipped or not. The number of a line is the one its reader sees."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from maillage.socle.domain.texte import plier
from maillage.territoire.imports.colonnes import Colonne

GZIP, ZIP = b"\x1f\x8b", b"PK"
SEPARATEURS = (";", ",", "\t", "|")
OCTETS_MAX = 300 * 1024 * 1024
REMEDE = "enregistrez-le en CSV, XLSX ou ODS"


class FichierIllisible(ValueError):  # noqa: N818 - named in French, as the field says it
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Cellules:
    """One line: its number in the file, and its cells by name of column (empty: not said)."""

    numero: int
    valeurs: Mapping[str, str]

    def __getitem__(self, colonne: str) -> str:
        return self.valeurs.get(colonne, "")


@dataclass(frozen=True)
class Table:
    """The headers as the file writes them, folded, and its lines."""

    entetes: tuple[str, ...]
    lignes: tuple[tuple[int, list[str]], ...]

    def ranger(self, colonnes: Sequence[Colonne]) -> list[Cellules]:
        """Return the lines with their cells under our names. Raises FichierIllisible when a needed column is absent."""
        rangs = {colonne.nom: rang for colonne in colonnes if (rang := colonne.trouver(self.entetes)) is not None}
        absentes = [colonne for colonne in colonnes if colonne.obligatoire and colonne.nom not in rangs]
        if absentes:
            noms = ", ".join(f"« {colonne.nom} »" for colonne in absentes)
            raise FichierIllisible(f"Il manque dans la première ligne : {noms}. Voyez les colonnes attendues.")
        return [Cellules(numero, _ranger(cellules, rangs)) for numero, cellules in self.lignes]


def lire_table(octets: bytes) -> Table:
    """Return the first sheet, or the text. Raises FichierIllisible."""
    contenu = _depaqueter(octets)
    lignes = _classeur(contenu) if contenu.startswith(ZIP) else _texte(contenu)
    remplies = ((numero, cellules) for numero, cellules in lignes if any(cellule.strip() for cellule in cellules))
    try:
        _, entete = next(remplies)
        corps = tuple(remplies)
    except StopIteration:
        raise FichierIllisible("Ce fichier est vide.") from None
    except csv.Error as erreur:
        raise FichierIllisible(f"Ce fichier ne se découpe pas en colonnes ({erreur}) : {REMEDE}.") from erreur
    if not corps:
        raise FichierIllisible("Ce fichier n'a aucune ligne sous ses en-têtes.")
    return Table(tuple(plier(nom).replace(" ", "_") for nom in entete), corps)


def _ranger(cellules: list[str], rangs: Mapping[str, int]) -> dict[str, str]:
    return {nom: " ".join(cellules[rang].split()) for nom, rang in rangs.items() if rang < len(cellules)}


def _depaqueter(octets: bytes) -> bytes:
    if not octets.startswith(GZIP):
        return octets
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(octets)) as fichier:
            contenu = fichier.read(OCTETS_MAX + 1)
    except (OSError, EOFError) as erreur:
        raise FichierIllisible("Ce fichier compressé est abîmé : téléchargez-le de nouveau.") from erreur
    if len(contenu) > OCTETS_MAX:
        raise FichierIllisible("Ce fichier est trop grand une fois ouvert : découpez-le.")
    return contenu


def _texte(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    """A mark decides of the encoding, else UTF-8 if it is valid, else Windows-1252 (files saved by a spreadsheet)."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        texte = octets.decode("utf-16", "replace")
    else:
        try:
            texte = octets.decode("utf-8-sig")
        except UnicodeDecodeError:
            texte = octets.decode("cp1252", "replace")
    if "\x00" in texte:
        raise FichierIllisible(f"Ce fichier n'est pas un tableau : {REMEDE}.")
    entete = next((ligne for ligne in texte.splitlines() if ligne.strip()), "")
    separateur = max(SEPARATEURS, key=lambda signe: len(next(csv.reader([entete], delimiter=signe), [])))
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    for cellules in lecteur:
        yield lecteur.line_num, cellules


def _classeur(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            total = sum(membre.file_size for membre in archive.infolist())
        if total > OCTETS_MAX:
            raise FichierIllisible("Ce classeur est trop grand une fois ouvert : découpez-le.")
        feuille = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_index(0)
        lignes = feuille.to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError, zipfile.BadZipFile) as erreur:
        raise FichierIllisible(f"Ce classeur ne se lit pas : {REMEDE}.") from erreur
    for numero, ligne in enumerate(lignes, start=1):
        yield numero, [_cellule(cellule) for cellule in ligne]


def _cellule(cellule: object) -> str:
    return str(int(cellule)) if isinstance(cellule, float) and cellule.is_integer() else str(cellule)
