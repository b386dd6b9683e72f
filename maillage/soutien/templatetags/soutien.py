"""Tags of the pages of this context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from maillage.soutien.domain.vocabulaire import TONS
from maillage.soutien.permissions import CONDUITE, SOUTIEN

register = template.Library()
ONGLETS = (
    ("demandes", "Demandes", SOUTIEN),
    ("recommandations", "Recommandations", SOUTIEN),
    ("visites", "Visites", SOUTIEN),
    ("situations", "Situations", SOUTIEN),
    ("historiques", "Par dispositif", SOUTIEN),
    ("chiffres", "Chiffres", CONDUITE),
)


@register.inclusion_tag("soutien/_onglets.html", takes_context=True)
def onglets_soutien(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the pages of this context that are open to the person."""
    acteur = context["request"].acteur
    ouverts = [(libelle, reverse(f"soutien:{nom}"), nom == courant) for nom, libelle, s in ONGLETS if acteur.peut(s)]
    return {"onglets": ouverts}


@register.filter
def ton_soutien(etat: str) -> str:
    """Return how a state is drawn."""
    return TONS.get(etat, "neutre")


@register.filter
def par_cle(valeurs: dict[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, nothing when it does not."""
    return valeurs.get(cle)
