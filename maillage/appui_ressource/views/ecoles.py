"""Schools and partners never in contact: list and map."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from maillage.appui_ressource.selectors.ecoles import carte_des_contacts, partenaires_en_contact
from maillage.socle.requete import Requete

TOUS = "tous"


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who was never in contact first; schools alone unless every partner is asked for."""
    scolaires = request.GET.get("partenaires") != TOUS
    lignes = partenaires_en_contact(request.dispositif.pk, scolaires=scolaires)
    contexte = {
        "lignes": lignes,
        "jamais": sum(ligne.dernier_contact is None for ligne in lignes),
        "scolaires": scolaires,
        "carte": carte_des_contacts(lignes),
    }
    return render(request, "appui_ressource/ecoles.html", contexte)
