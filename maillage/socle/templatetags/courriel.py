"""Reading a label by its code, on the pages of the outbox."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def libelle(libelles: Mapping[str, str], code: str) -> str:
    """Return the label of a code, the code itself when unknown."""
    return libelles.get(code, code)
