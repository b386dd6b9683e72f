"""Names of places as people type them."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
ABREVIATIONS = {"st": "saint", "ste": "sainte"}
"""First letters that postal files shorten."""


def nom_de_recherche(nom: str) -> str:
    """Return `nom` without accents, ligatures nor punctuation, in lower case, « st » said « saint »: « St-Béat » gives « saint beat »."""
    sans_accent = unicodedata.normalize("NFKD", nom.translate(LIGATURES)).encode("ascii", "ignore").decode()
    mots = re.split(r"[^a-z0-9]+", sans_accent.lower())
    return " ".join(ABREVIATIONS.get(mot, mot) for mot in mots if mot)
