"""From bytes to lines to fields: the lexical rules of the format, and nothing about values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from maillage.socle.tabulaire.types import BLANCS

BOM = b"\xef\xbb\xbf"
CHAMP_ENTRE_GUILLEMETS = re.compile(r'"((?:[^"]|"")*)"(?=,|$)')


class GuillemetsInvalides(ValueError):  # noqa: N818
    """A field opened by a double quote is not closed on its line, or is followed by something else than a comma."""


class EncodageInvalide(ValueError):  # noqa: N818
    """A line is not UTF-8; `ligne` is its physical number."""

    def __init__(self, ligne: int) -> None:
        super().__init__(f"ligne {ligne} : octets qui ne sont pas de l'UTF-8")
        self.ligne = ligne


def parcourir_lignes(flux: BinaryIO) -> Iterator[tuple[int, str]]:
    """(physical number from 1, text without its end of line); raises `EncodageInvalide`."""
    for numero, octets in enumerate(flux, start=1):
        utiles = octets.removeprefix(BOM) if numero == 1 else octets
        try:
            texte = utiles.decode("utf-8")
        except UnicodeDecodeError:
            raise EncodageInvalide(numero) from None
        yield numero, texte.removesuffix("\n").removesuffix("\r")


def est_blanche(ligne: str) -> bool:
    return not ligne.strip(BLANCS)


def decouper_champs(ligne: str) -> list[str]:
    """Fields of one line, trimmed (null is the empty text); raises `GuillemetsInvalides`."""
    if '"' not in ligne:
        return [champ.strip(BLANCS) for champ in ligne.split(",")]
    return [champ.strip(BLANCS) for champ in _champs_avec_guillemets(ligne)]


def _champs_avec_guillemets(ligne: str) -> Iterator[str]:
    position = 0
    while True:
        if ligne.startswith('"', position):
            trouve = CHAMP_ENTRE_GUILLEMETS.match(ligne, position)
            if trouve is None:
                raise GuillemetsInvalides("guillemet non fermé sur la ligne, ou suivi d'autre chose qu'une virgule")
            yield trouve[1].replace('""', '"')
            position = trouve.end()
        else:
            fin = ligne.find(",", position)
            fin = len(ligne) if fin < 0 else fin
            yield ligne[position:fin]
            position = fin
        if position == len(ligne):
            return
        position += 1
