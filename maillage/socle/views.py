"""The catalogue of components, and the choice of a theme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from maillage.socle import catalogue
from maillage.socle.icones import noms_des_icones
from maillage.socle.pictogrammes import pictogrammes

THEMES = frozenset({"clair", "sombre"})
LIGNES, LIGNES_LONGUES = 12, 400
DUREE_DU_CHOIX = 365 * 24 * 3600


def composants(request: HttpRequest) -> HttpResponse:
    """Show every component with its variants."""
    lignes = LIGNES_LONGUES if "long" in request.GET else LIGNES
    planches = {"icones": noms_des_icones(), "pictogrammes": pictogrammes()}
    return render(request, "socle/composants.html", catalogue.contexte(lignes) | planches)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie (anything but light or dark means that of the device) and go back to the page."""
    suite = request.POST.get("suite", "/")
    if not url_has_allowed_host_and_scheme(suite, allowed_hosts=None):
        suite = "/"
    reponse = HttpResponseRedirect(suite)
    choix = request.POST.get("theme", "")
    if choix in THEMES:
        reponse.set_cookie("theme", choix, max_age=DUREE_DU_CHOIX, samesite="Lax", secure=request.is_secure())
    else:
        reponse.delete_cookie("theme", samesite="Lax")
    return reponse
