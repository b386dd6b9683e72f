"""Sentences of the space in the voice of the account, the restricted text of the livret, and the picture of a moment of the week."""

from __future__ import annotations

import re
from typing import Any

from django import template

from maillage.agenda.selectors.famille import MomentFamille
from maillage.portail.espace.referentiels import images_des_mots
from maillage.portail.espace.selectors import Espace
from maillage.socle.domain.texte import plier
from maillage.socle.pictogrammes import pictogrammes

register = template.Library()
IMAGES_DES_CATEGORIES = {"TRANSPORT": "bus", "DIRECT_ENTOURAGE": "famille"}
IMAGES_DES_MODALITES = {"AN": "lune", "PMO": "ecole", "AJ": "soleil"}


@register.simple_tag(takes_context=True)
def dire(context: template.Context, cle: str, **mots: Any) -> str:
    """Write a sentence of referentiels/phrases.toml as it is said to this account: `{% dire "semaine.titre" %}`."""
    espace: Espace = context["espace"]
    return espace.dire(cle, **mots)


@register.filter
def image_du_moment(moment: MomentFamille) -> str:
    """Return the pictogram of a moment: by a word of its title when one is known, else by what it is."""
    mots = re.split(r"[^a-z]+", plier(moment.titre))
    for debut, image in images_des_mots().items():
        if any(mot.startswith(debut) for mot in mots):
            return image
    return IMAGES_DES_CATEGORIES.get(moment.categorie) or IMAGES_DES_MODALITES.get(moment.modalite, "calendrier")


@register.filter
def connue(nom: str) -> bool:
    """Tell whether a pictogram of that name exists."""
    return nom in pictogrammes()
