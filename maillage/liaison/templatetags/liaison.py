"""Reading a label, or anything else, by its code."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def valeur(libelles: Mapping[str, str], code: str) -> str:
    """Return the label of a code, the code itself when unknown."""
    return libelles.get(code, code)


@register.filter
def trouver(objets: Mapping[object, object], code: object) -> object:
    """Return what stands under a code, None when nothing does."""
    return objets.get(code)
