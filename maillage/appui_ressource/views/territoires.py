"""Time to first answer by département, for everyone who follows the territory."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.appui_ressource import referentiels, selectors
from maillage.socle.requete import Requete
from maillage.territoire.sources import noms_des_departements


def delais(request: Requete) -> HttpResponse:
    """Show one line per département, small counts hidden."""
    aujourd_hui = timezone.localdate()
    noms = noms_des_departements()
    lignes = [
        (f"{noms.get(delai.territoire, '')} ({delai.territoire})".strip(), delai)
        for delai in selectors.delais_des_departements(le=aujourd_hui)
    ]
    contexte = {"lignes": lignes, "reglages": referentiels.reglages(aujourd_hui)}
    return render(request, "appui_ressource/territoires.html", contexte)
