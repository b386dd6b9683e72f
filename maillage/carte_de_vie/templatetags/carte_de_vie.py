"""Sentences said to whoever looks, addresses by the same door, pictures of places and feelings."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.carte_de_vie import referentiels
from maillage.carte_de_vie.domain.vocabulaire import (
    IMAGES_GENRES,
    IMAGES_MOYENS,
    LIBELLES_MOYENS,
    GenreLieu,
    MoyenTrajet,
)
from maillage.carte_de_vie.images import MOTS, dessins_en_clair, images_des_ressentis
from maillage.carte_de_vie.views.commun import lien

register = template.Library()
COULEURS = {
    "": "#2F75B5",
    "r": "#D6454F",
    "v": "#3E8F5B",
    "o": "#C77700",
    "p": "#8B63BD",
    "s": "#C9508E",
    "m": "#9A6A3C",
    "n": "#1E2430",
}
MAISON, NOTRE = "socle/tiers/pictogrammes.svg", "carte_de_vie/images.svg"


@register.simple_tag(takes_context=True)
def mots(context: template.Context, cle: str) -> str:
    """Write a sentence of referentiels/phrases.toml as it is said to whoever looks: `{% mots "carte.titre" %}`."""
    porte = context["porte"]
    return referentiels.dire(cle, porte.regard, str(porte.jeune.prenom))


@register.simple_tag(takes_context=True)
def adresse(context: template.Context, nom: str, *arguments: Any) -> str:
    """Return an address of the map by the door of the page: `{% adresse "lieu" lieu.cle %}`."""
    return lien(context["request"], context["porte"], nom, *arguments)


@register.simple_tag
def image(nom: str) -> SafeString | str:
    """Draw a picture, silent: its word always stands beside it; nothing for a name unknown."""
    if nom not in images_des_ressentis():
        return ""
    return format_html(
        '<svg class="pictogramme" viewBox="0 0 72 72" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(NOTRE if nom in MOTS else MAISON),
        nom,
    )


@register.simple_tag
def dessin(nom: str, x: float, y: float, taille: float, en_clair: bool = False) -> SafeString | str:
    """Draw a picture inside a drawing, centred; `en_clair`: its lines themselves, for paper."""
    if nom not in images_des_ressentis():
        return ""
    gauche, haut = round(x - taille / 2, 1), round(y - taille / 2, 1)
    if not en_clair:
        planche = static(NOTRE if nom in MOTS else MAISON)
        return format_html(
            '<use href="{}#{}" x="{}" y="{}" width="{}" height="{}"></use>', planche, nom, gauche, haut, taille, taille
        )
    cadre, corps = dessins_en_clair()[nom]
    return format_html(
        '<svg x="{}" y="{}" width="{}" height="{}" viewBox="{}">{}</svg>',
        gauche,
        haut,
        taille,
        taille,
        cadre,
        mark_safe(corps),  # noqa: S308 (a sheet of the product)
    )


@register.filter
def image_du_genre(genre: str) -> str:
    """Return the picture of a kind of place."""
    return IMAGES_GENRES[GenreLieu(genre)]


@register.filter
def image_du_moyen(moyen: str) -> str:
    """Return the picture of a way of going."""
    return IMAGES_MOYENS[MoyenTrajet(moyen)]


@register.filter
def moyen_dit(moyen: str) -> str:
    """Return the words of a way of going."""
    return LIBELLES_MOYENS[MoyenTrajet(moyen)]


@register.filter
def couleur_du_crayon(crayon: str) -> str:
    """Return the colour of a pencil: each is seen on a light and on a dark sheet."""
    return COULEURS[crayon]


@register.filter
def parmi(cle: str, noms: dict[str, str]) -> str:
    """Return a name by its key, empty when it is no longer there."""
    return noms.get(cle, "")
