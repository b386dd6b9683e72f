"""Reading a label by its code."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def valeur(libelles: Mapping[str, str], code: str) -> str:
    """Return the label of a code, the code itself when unknown."""
    return libelles.get(code, code)
