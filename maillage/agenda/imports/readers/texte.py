"""CSV: UTF-8 (with or without mark), UTF-16 with mark, or Windows-1252; comma, semicolon or tab. A broken line breaks nothing else."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from maillage.agenda.imports.domain.lignes import LigneBrute
from maillage.agenda.imports.readers.tableau import (
    FichierIllisible,
    Tableau,
    exiger_taille,
    ligne_brute,
    nommer_entetes,
)

SEPARATEURS = (";", ",", "\t")
SUITES_MAX = 20
"""How many physical lines one quoted cell may take."""

Coupe = tuple[int, list[str], str]
"""Physical number of the first line, cells, and why it could not be cut (empty when it could)."""


def decoder(contenu: bytes) -> str:
    """Return the text: a mark decides, else UTF-8 if it is valid, else Windows-1252."""
    if contenu.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return contenu.decode("utf-16", errors="replace")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


def lire_csv(contenu: bytes) -> Tableau:
    """Return the table; raise FichierIllisible when there is no header or no line."""
    lignes = decoder(contenu).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    exiger_taille(len(lignes))
    depart = next((rang for rang, ligne in enumerate(lignes) if ligne.strip()), None)
    if depart is None:
        raise FichierIllisible("Ce fichier est vide.")
    separateur = deviner_separateur(lignes[depart])
    coupes = _couper(lignes, depart, separateur)
    _, cellules, motif = next(coupes, (0, [], "vide"))
    if motif:
        raise FichierIllisible("La ligne d'en-têtes ne peut pas être lue : vérifiez ses séparateurs et ses guillemets.")
    entetes = nommer_entetes(cellules)
    brutes = tuple(_brute(coupe, entetes) for coupe in _reparer(coupes, lignes, separateur, len(entetes)))
    if not brutes:
        raise FichierIllisible("Ce fichier n'a qu'une ligne d'en-têtes : ajoutez des lignes.")
    return Tableau(entetes, brutes)


def deviner_separateur(entete: str) -> str:
    """Return the separator that cuts the header in the most columns; the first of SEPARATEURS wins a tie."""
    return max(SEPARATEURS, key=lambda signe: len(next(csv.reader([entete], delimiter=signe))))


def _couper(lignes: list[str], depart: int, separateur: str) -> Iterator[Coupe]:
    rang = depart
    while rang < len(lignes):
        if not lignes[rang].strip(" \t\u00a0;,"):
            rang += 1
            continue
        cellules, longueur = _couper_une(lignes, rang, separateur)
        if cellules is None:
            yield rang + 1, [lignes[rang]], "guillemet mal placé ou non fermé ; corrigez les guillemets de cette ligne"
        else:
            yield rang + 1, cellules, ""
        rang += longueur


def _couper_une(lignes: list[str], rang: int, separateur: str) -> tuple[list[str] | None, int]:
    """Cut the line, joined with the next ones while a quote stays open; None when it cannot be cut."""
    for longueur in range(1, min(SUITES_MAX, len(lignes) - rang) + 1):
        texte = "\n".join(lignes[rang : rang + longueur])
        try:
            return next(csv.reader([texte], delimiter=separateur, strict=True)), longueur
        except csv.Error as erreur:
            if "unexpected end of data" not in str(erreur):
                break
    return None, 1


def _reparer(coupes: Iterator[Coupe], lignes: list[str], separateur: str, largeur: int) -> Iterator[Coupe]:
    """A cell that swallowed the next lines and does not fit the headers gives them back."""
    for numero, cellules, motif in coupes:
        avalees = sum(cellule.count("\n") for cellule in cellules)
        if avalees and len(cellules) != largeur:
            yield numero, [lignes[numero - 1]], "guillemet non fermé ; corrigez les guillemets de cette ligne"
            yield from _couper(lignes[: numero + avalees], numero, separateur)
        else:
            yield numero, cellules, motif


def _brute(coupe: Coupe, entetes: tuple[str, ...]) -> LigneBrute:
    numero, cellules, motif = coupe
    return LigneBrute(numero, {entetes[0]: cellules[0]}, motif) if motif else ligne_brute(numero, entetes, cellules)
