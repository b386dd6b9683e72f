"""Writing a value with its unit."""

from __future__ import annotations

from decimal import Decimal

from django import template

from maillage.cpom.presentation import ecrire

register = template.Library()


@register.filter
def en_unite(nombre: Decimal | None, unite: str) -> str:
    """Write « 85 % », « 12 heures », or « – »."""
    return ecrire(nombre, unite)
