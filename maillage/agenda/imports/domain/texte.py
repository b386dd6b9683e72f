"""Comparing words that people write: without accents, case, punctuation or double spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SEPARATEUR = ";"
HORS_MOTS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def normaliser(texte: str) -> str:
    """Return « Heure de Début (h) » as « heure de debut h »."""
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    sans_accents = "".join(signe for signe in decompose if not unicodedata.combining(signe))
    return HORS_MOTS.sub(" ", sans_accents.replace("œ", "oe").replace("æ", "ae")).strip()


def separer(cellule: str) -> tuple[str, ...]:
    """Return the values of a cell separated by « ; », trimmed, without empty ones nor repeats."""
    return tuple(dict.fromkeys(valeur.strip() for valeur in cellule.split(SEPARATEUR) if valeur.strip()))
