"""Tags of the pages of this context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from maillage.formations.permissions import CONDUITE, FORMATIONS
from maillage.socle.acteur import Acces

register = template.Library()
L, E = Acces.LECTURE, Acces.ECRITURE
ONGLETS = (
    ("catalogue", "Catalogue", FORMATIONS, L),
    ("sessions", "Sessions", FORMATIONS, L),
    ("besoins", "Besoins", FORMATIONS, E),
    ("regroupement", "Regrouper", CONDUITE, L),
    ("formateurs", "Formateurs", CONDUITE, L),
    ("chiffres", "Chiffres", FORMATIONS, L),
)


@register.inclusion_tag("formations/_onglets.html", takes_context=True)
def onglets_formations(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the pages of this context that are open to the person."""
    acteur = context["request"].acteur
    ouverts = [
        (libelle, reverse(f"formations:{nom}"), nom == courant)
        for nom, libelle, s, acces in ONGLETS
        if acteur.peut(s, acces)
    ]
    return {"onglets": ouverts}


@register.filter
def par_cle(valeurs: dict[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, nothing when it does not."""
    return valeurs.get(cle)
