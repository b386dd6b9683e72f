"""The ribbon of a path, and its small version for a list."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.socle.domain.ruban import Fenetre, Ruban, VoieDessinee
from maillage.socle.modalites import MODALITES

register = template.Library()
HAUTEUR, PAS = 24, 28
MINI_TRAIT, MINI_PAS = 6, 8
MOTIFS = {"nuit": "points", "ordinaire": "diagonales", "ecole": "lignes", "liaison": "vagues"}
"""Lanes told apart by a pattern as well as by colour; day care is plain."""


@register.inclusion_tag("socle/composants/ruban_voie.html")
def ruban_voie(dessinee: VoieDessinee, fenetre: Fenetre) -> dict[str, Any]:
    """Draw one lane: its name, its facts, and the same as a list for whoever listens. Any context may send one alone."""
    return {
        "voie": dessinee.voie,
        "textes": dessinee.textes,
        "segments": [{"dessin": segment, "y": segment.rang * PAS} for segment in dessinee.segments],
        "fenetre": fenetre,
        "motif": MOTIFS.get(dessinee.voie.genre, ""),
        "hauteur": dessinee.rangs * PAS - (PAS - HAUTEUR),
        "centre": HAUTEUR // 2,
    }


@register.simple_tag
def ruban_mini(ruban: Ruban) -> SafeString:
    """Draw a ribbon of modalities in the height of a line. Written in Python, not as a template: a list holds hundreds of them."""
    par_modalite = {dessinee.voie.modalite: dessinee for dessinee in ruban.voies}
    traits = []
    for rang, (code, modalite) in enumerate(list(MODALITES.items())[:3]):
        dessinee = par_modalite.get(code)
        for segment in dessinee.segments if dessinee else ():
            classes = f"{modalite.classe} {segment.fait.variante}".strip()
            traits.append(
                f'<rect class="ruban-mini-trait {classes}" x="{segment.x}" y="{rang * MINI_PAS}" width="{segment.largeur}" '
                f'height="{MINI_TRAIT}" rx="2"/>'
            )
    dit = " ; ".join(ruban.en_mots) or "aucune modalité datée"
    x = ruban.fenetre.maintenant
    return format_html(
        '<svg class="ruban-mini" width="100%" height="{}" role="img"><title>{}</title>{}'
        '<line class="ruban-maintenant" x1="{}" x2="{}" y1="0" y2="100%"/></svg>',
        3 * MINI_PAS,
        dit,
        mark_safe("".join(traits)),  # noqa: S308 (numbers and class names of the code)
        x,
        x,
    )
