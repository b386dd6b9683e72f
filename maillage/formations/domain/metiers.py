"""The profession that a function says, as people write it."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.socle.domain.texte import plier

AUTRE = "AUTRE"


def metier_de(fonction: str, mots: Mapping[str, tuple[str, ...]]) -> str:
    """Return the first profession one of whose words begins a word of the function, AUTRE when none does."""
    pliee = f" {plier(fonction)}".replace("-", " ").replace("'", " ").replace("’", " ")
    for code, siens in mots.items():
        if any(f" {mot.replace('-', ' ')}" in pliee for mot in siens):
            return code
    return AUTRE
