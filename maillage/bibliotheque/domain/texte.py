"""Rich plain text: « ## » opens a title, « - » an item, « 1. » a numbered item, an empty line a paragraph. No HTML is ever read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

TITRE, PUCE, NUMERO = re.compile(r"#{1,3}\s+(.*)"), re.compile(r"[-*•]\s+(.*)"), re.compile(r"\d{1,2}[.)]\s+(.*)")


@dataclass(frozen=True)
class BlocFiche:
    """A piece of text: `genre` is titre, liste, etapes or paragraphe; a paragraph keeps its line breaks."""

    genre: str
    lignes: tuple[str, ...]


def blocs(texte: str) -> list[BlocFiche]:
    """Cut a text into blocks, in order."""
    lus = [_lire(ligne.strip()) for ligne in texte.splitlines()]
    resultat = []
    for genre, lignes in groupby(lus, key=lambda lue: lue[0]):
        mots = tuple(texte_ for _, texte_ in lignes)
        if genre == "titre":
            resultat += [BlocFiche("titre", (mot,)) for mot in mots]
        elif genre:
            resultat.append(BlocFiche(genre, mots))
    return resultat


def _lire(ligne: str) -> tuple[str, str]:
    for genre, motif in (("titre", TITRE), ("liste", PUCE), ("etapes", NUMERO)):
        if trouve := motif.fullmatch(ligne):
            return genre, trouve[1]
    return ("paragraphe", ligne) if ligne else ("", "")
