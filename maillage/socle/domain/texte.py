"""Comparing words as people type them, accents and case ignored; eliding a small word before a name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

VOYELLES = "aeiouh"


@lru_cache(maxsize=8192)
def plier(texte: str) -> str:
    """Return the text without accents, in lower case, runs of spaces made one: « Éric  LE GUÉN » gives « eric le guen »."""
    decompose = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "oe"))
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).casefold().split())


def contient_les_mots(texte: str, recherche: str) -> bool:
    """Tell whether every word looked for begins a word of the text, or stands inside it when it has three letters or more."""
    plie = plier(texte)
    mots = plie.replace("-", " ").replace("'", " ").replace("’", " ").split()
    return all(
        any(mot.startswith(cherche) for mot in mots) or (len(cherche) >= 3 and cherche in plie)
        for cherche in plier(recherche).split()
    )


def elider(mot: str, nom: str) -> str:
    """« de Sacha », « d'Alix », « que Noé », « qu'Éli »; « d'Yves » but « de Yasmine »: a y before a vowel is a consonant.

    An h is taken as mute, the most frequent case among first names; a number keeps its small word whole.
    """
    debut = plier(nom)[:2]
    elide = debut[:1] in VOYELLES if debut[:1] != "y" else debut[1:] not in VOYELLES
    return f"{mot[:-1]}'{nom}" if debut and elide else f"{mot} {nom}"


def de_qui(nom: str) -> str:
    """Whose it is: « de Sacha », « d'Alix »."""
    return elider("de", nom)
