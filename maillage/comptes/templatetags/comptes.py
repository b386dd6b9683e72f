"""Rights and accounts said in templates."""

from __future__ import annotations

from django import template
from django.conf import settings

from maillage.comptes import selectors
from maillage.comptes.droits import ROLES
from maillage.comptes.models import Habilitation

register = template.Library()
ETATS = {"EN_COURS": "En cours", "A_VENIR": "À venir", "PASSEE": "Terminée", "RETIREE": "Retirée"}
TONS = {"EN_COURS": "succes", "A_VENIR": "info"}


@register.simple_tag
def comptes_de_demonstration() -> list[selectors.CompteDeDemonstration]:
    """Return the demonstration accounts, and none anywhere else than on the demonstration."""
    return selectors.comptes_de_demonstration() if settings.DEMONSTRATION else []


@register.filter
def libelle_role(code: str) -> str:
    """Write a role by its label."""
    return ROLES[code].libelle if code in ROLES else code


@register.filter
def lieu(habilitation: Habilitation) -> str:
    """Write where an habilitation holds."""
    return selectors.lieu_de(habilitation) or "partout"


@register.filter
def etat_habilitation(code: str) -> str:
    """Write the state of an habilitation."""
    return ETATS[code]


@register.filter
def ton_habilitation(code: str) -> str:
    """Return the tone of the chip of a state."""
    return TONS.get(code, "neutre")
