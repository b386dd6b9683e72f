"""What a table gives: headers, and lines that know their number in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.agenda.imports.domain.lignes import LigneBrute

LIGNES_MAX = 100_000


class FichierIllisible(ValueError):  # noqa: N818
    """The whole file cannot be used; the text says why, in French."""


@dataclass(frozen=True)
class Tableau:
    """Headers made unique, and the lines below them."""

    entetes: tuple[str, ...]
    lignes: tuple[LigneBrute, ...]


def nommer_entetes(cellules: Sequence[str]) -> tuple[str, ...]:
    """Give a name to empty headers and a number to repeated ones."""
    vus: dict[str, int] = {}
    noms = []
    for rang, cellule in enumerate(cellules, start=1):
        nom = " ".join(cellule.split()) or f"colonne {rang}"
        vus[nom] = vus.get(nom, 0) + 1
        noms.append(nom if vus[nom] == 1 else f"{nom} ({vus[nom]})")
    return tuple(noms)


def ligne_brute(numero: int, entetes: Sequence[str], cellules: Sequence[str]) -> LigneBrute:
    """Pair cells with headers; a line with too few or too many cells says so."""
    propres = [cellule.strip(" \t\u00a0\u202f\r\n") for cellule in cellules]
    while len(propres) > len(entetes) and not propres[-1]:
        propres.pop()
    motif = ""
    if len(propres) != len(entetes):
        motif = (
            f"{len(propres)} cellules pour {len(entetes)} colonnes ; "
            "vérifiez les séparateurs et mettez entre guillemets le texte qui en contient"
        )
    return LigneBrute(numero, dict(zip(entetes, propres, strict=False)), motif)


def exiger_taille(nombre: int) -> None:
    if nombre > LIGNES_MAX:
        raise FichierIllisible(f"Ce fichier a plus de {LIGNES_MAX} lignes : découpez-le en plusieurs fichiers.")
