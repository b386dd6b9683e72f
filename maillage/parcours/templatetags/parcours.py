"""Drawing of the ribbon and dates of a fact."""

from __future__ import annotations

from typing import Any

from django import template

from maillage.parcours.domain.intervalles import Intervalle
from maillage.parcours.domain.ruban import Ruban

register = template.Library()
HAUT, PAS = 20, 44
AVEC_MOTIF = frozenset({"AN", "PMO", "ECOLE"})
"""Lanes told apart by a pattern as well as by colour; day care is plain."""


@register.inclusion_tag("parcours/ruban.html")
def ruban_parcours(ruban: Ruban) -> dict[str, Any]:
    """Draw the ribbon: one lane under the other, its name above its segments (pixels)."""
    couloirs = [
        {
            "genre": couloir.genre,
            "libelle": couloir.libelle,
            "segments": couloir.segments,
            "motif": couloir.genre in AVEC_MOTIF,
            "y_nom": HAUT + PAS * rang + 14,
            "y": HAUT + PAS * rang + 20,
        }
        for rang, couloir in enumerate(ruban.couloirs)
    ]
    return {"ruban": ruban, "couloirs": couloirs, "hauteur": HAUT + PAS * len(couloirs)}


@register.simple_tag
def bornes(fait: Any) -> str:
    """« depuis le … » or « du … au … » of anything with `debut` and `fin`."""
    return Intervalle(fait.debut, fait.fin).en_mots()
