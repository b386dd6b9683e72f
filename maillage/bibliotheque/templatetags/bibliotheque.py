"""Tags of the pages of this context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.texte import BlocFiche
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_ETAT, EtatEditorial
from maillage.bibliotheque.permissions import BIBLIOTHEQUE
from maillage.socle.acteur import Acces

register = template.Library()
ONGLETS = (
    ("liste", "Fiches", False),
    ("questions", "Questions fréquentes", False),
    ("atelier", "Mon atelier", True),
    ("entretien", "À entretenir", True),
    ("lots", "Imports", True),
)
TONS = {
    EtatEditorial.BROUILLON: "neutre",
    EtatEditorial.RELECTURE: "info",
    EtatEditorial.PUBLIEE: "succes",
    EtatEditorial.A_REVOIR: "attention",
    EtatEditorial.ARCHIVEE: "neutre",
}


@register.inclusion_tag("bibliotheque/_onglets.html", takes_context=True)
def onglets_bibliotheque(context: dict[str, Any], courant: str = "") -> dict[str, Any]:
    """Draw the pages of this context that are open to the person."""
    ecrit = context["request"].acteur.peut(BIBLIOTHEQUE, Acces.ECRITURE)
    ouverts = [
        (mots, reverse(f"bibliotheque:{nom}"), nom == courant)
        for nom, mots, ecriture in ONGLETS
        if ecrit or not ecriture
    ]
    return {"onglets": ouverts}


@register.inclusion_tag("bibliotheque/_blocs.html")
def montrer_blocs(blocs: list[BlocFiche], niveau: int = 3) -> dict[str, Any]:
    """Draw rich plain text; every word is escaped, addresses become links."""
    return {"blocs": blocs, "niveau": niveau}


@register.filter
def dimension_dite(code: str) -> str:
    return referentiels.libelle_dimension(code)


@register.filter
def ton_etat(etat: str) -> str:
    """Return the tone of a state."""
    return TONS.get(EtatEditorial(etat), "neutre")


@register.filter
def etat_dit(etat: EtatEditorial) -> str:
    """Return a state in words."""
    return LIBELLES_ETAT[EtatEditorial(etat)]


@register.filter
def etat_du_jour(fiche: Any, le: Any) -> EtatEditorial:
    """Return the state of a sheet on a day."""
    etat: EtatEditorial = fiche.etat_le(le)
    return etat


@register.filter
def par_cle(valeurs: dict[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, nothing when it does not."""
    return valeurs.get(cle, "")
