"""Tags of the pages of this context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from maillage.rencontres.permissions import INSCRIPTIONS, RENCONTRES, anime

register = template.Library()
ONGLETS = (("liste", "Rencontres", RENCONTRES), ("questions", "Questions à l'autorité", RENCONTRES))
DE_LA_RENCONTRE = (
    ("rencontre", "La rencontre", RENCONTRES, False),
    ("inscriptions", "Inscriptions", INSCRIPTIONS, False),
    ("attentes", "Attentes", RENCONTRES, True),
    ("compte_rendu", "Compte rendu", RENCONTRES, False),
    ("evaluations", "Évaluation", RENCONTRES, True),
)
"""Address, label, section, and whether the page is for who runs meetings."""


@register.inclusion_tag("rencontres/_onglets.html", takes_context=True)
def onglets_rencontres(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the lists of this context that are open to the person."""
    acteur = context["request"].acteur
    ouverts = [(mot, reverse(f"rencontres:{nom}"), nom == courant) for nom, mot, s in ONGLETS if acteur.peut(s)]
    return {"onglets": ouverts, "libelle": "Pages des rencontres"}


@register.inclusion_tag("rencontres/_onglets.html", takes_context=True)
def onglets_de_la_rencontre(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the pages of one meeting that are open to the person."""
    acteur, rencontre = context["request"].acteur, context["rencontre"]
    tout = anime(acteur)
    ouverts = [
        (mot, reverse(f"rencontres:{nom}", args=[rencontre.identifiant]), nom == courant)
        for nom, mot, section, equipe in DE_LA_RENCONTRE
        if acteur.peut(section) and (tout or not equipe)
    ]
    return {"onglets": ouverts, "libelle": "Pages de la rencontre"}


@register.filter
def par_cle(valeurs: dict[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, nothing when it does not."""
    return valeurs.get(cle)
