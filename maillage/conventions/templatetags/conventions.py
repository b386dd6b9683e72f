"""Tags of the pages of this context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from maillage.conventions.permissions import ACCORDS, CONVENTIONS, INSTANCES

register = template.Library()
ONGLETS = (
    ("etat", "État de la région", CONVENTIONS),
    ("liste", "Conventions cadres", CONVENTIONS),
    ("accords", "Accords bilatéraux", ACCORDS),
    ("seances", "Séances", INSTANCES),
    ("decisions", "Décisions", INSTANCES),
    ("calendrier", "Déploiement", CONVENTIONS),
)


@register.inclusion_tag("conventions/_onglets.html", takes_context=True)
def onglets_conventions(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the pages of this context that are open to the person."""
    acteur = context["request"].acteur
    ouverts = [
        (libelle, reverse(f"conventions:{nom}"), nom == courant) for nom, libelle, s in ONGLETS if acteur.peut(s)
    ]
    return {"onglets": ouverts}


@register.simple_tag(takes_context=True)
def peut_lire(context: dict[str, Any], section: str) -> bool:
    """Tell whether the person may read a section of the rights table."""
    return bool(context["request"].acteur.peut(section))


@register.filter
def par_cle(valeurs: dict[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, nothing when it does not."""
    return valeurs.get(cle)
