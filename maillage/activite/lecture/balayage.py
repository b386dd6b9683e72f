"""One pass over the bytes of a CSV file: what must hold for an ordinary CSV parser to read it as the contract does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maillage.socle.tabulaire.decoupage import BOM

TAILLE_BLOC = 8 << 20


@dataclass(frozen=True)
class Balayage:
    """`ordinaire`: valid UTF-8, one kind of line end, no null byte."""

    ordinaire: bool
    guillemets: bool = False
    virgules: int = 0


def balayer(chemin: Path) -> Balayage:
    """Reads the file once, by blocks; stops at the first thing an ordinary parser may take differently."""
    sauts = retours = paires = virgules = 0
    guillemets = False
    dernier = reste = b""
    with chemin.open("rb") as flux:
        while bloc := flux.read(TAILLE_BLOC):
            texte = reste + bloc
            valide, reste = _decoder(texte)
            if not valide or b"\0" in bloc:
                return Balayage(False)
            virgules += bloc.count(b",")
            sauts += bloc.count(b"\n")
            retours += bloc.count(b"\r")
            paires += bloc.count(b"\r\n") + (dernier == b"\r" and bloc.startswith(b"\n"))
            guillemets = guillemets or b'"' in bloc
            dernier = bloc[-1:]
    homogene = retours in (0, sauts) and paires == retours
    return Balayage(homogene and not reste, guillemets, virgules)


def _decoder(texte: bytes) -> tuple[bool, bytes]:
    """(no invalid byte so far, bytes of a character cut by the end of the block)."""
    if texte.isascii():
        return True, b""
    try:
        texte.decode("utf-8")
    except UnicodeDecodeError as erreur:
        coupe = erreur.reason == "unexpected end of data" and len(texte) - erreur.start < 4
        return coupe, texte[erreur.start :] if coupe else b""
    return True, b""


def premiere_ligne(chemin: Path) -> str:
    """The header, decoded; the file has already been found to be UTF-8."""
    with chemin.open("rb") as flux:
        return flux.readline().removeprefix(BOM).decode("utf-8").removesuffix("\n").removesuffix("\r")
