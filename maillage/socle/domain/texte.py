"""Comparing words as people type them: accents and case ignored."""

from __future__ import annotations

import unicodedata


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
