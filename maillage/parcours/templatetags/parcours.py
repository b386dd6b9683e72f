"""Dates of a fact."""

from __future__ import annotations

from typing import Any

from django import template

from maillage.parcours.domain.intervalles import Intervalle

register = template.Library()


@register.simple_tag
def bornes(fait: Any) -> str:
    """« depuis le … » or « du … au … » of anything with `debut` and `fin`."""
    return Intervalle(fait.debut, fait.fin).en_mots()
