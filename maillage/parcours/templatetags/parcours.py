"""Dates of a fact."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from maillage.parcours.domain.intervalles import Intervalle

register = template.Library()


@register.simple_tag
def bornes(fait: Any) -> str:
    """« depuis le … » or « du … au … » of anything with `debut` and `fin`."""
    return Intervalle(fait.debut, fait.fin).en_mots()


@register.simple_tag
@lru_cache(maxsize=64)
def modalites_courtes(codes: tuple[str, ...]) -> SafeString:
    """Draw some modalities by their letter; a list draws the same few combinations hundreds of times."""
    composant = "socle/composants/modalite.html"
    dessins = (render_to_string(composant, {"code": code, "court": True}) for code in codes)
    return mark_safe(" ".join(dessins))  # noqa: S308 (our own component)
