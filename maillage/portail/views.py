"""Home, choice of the dispositif, search, and the public pages of the product."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.comptes.selectors import a_represente
from maillage.portail.a_faire import a_faire
from maillage.portail.accueil import reperes_de
from maillage.portail.credits import CREDITS
from maillage.portail.dispositif_courant import dispositif_courant, dispositifs_de, retenir
from maillage.portail.navigation import journee_de, navigation_de
from maillage.portail.recherche import chercher
from maillage.socle.requete import Requete


def accueil(request: Requete) -> HttpResponse:
    """Show « Aujourd'hui » as the roles of the person make it: their day, their queue, or what their role reads."""
    if request.acteur.jeunes_representes:
        return redirect("espace:choisir")
    if not request.acteur.roles and a_represente(request.acteur.identifiant):
        return render(request, "portail/espace/choisir.html", {"espaces": []})
    courant, aujourd_hui = dispositif_courant(request), timezone.localdate()
    journee = journee_de(request)
    if journee:
        return redirect(journee)
    contexte = {
        "aujourd_hui": aujourd_hui,
        "courant": courant,
        "dispositifs": dispositifs_de(request),
        "a_faire": a_faire(request.acteur, courant, aujourd_hui) if courant else [],
        "reperes": reperes_de(request.acteur, aujourd_hui),
        "blocs": [lien for lien in navigation_de(request) if lien.phrase],
    }
    return render(request, "portail/accueil.html", contexte)


@require_POST
def choisir_dispositif(request: Requete) -> HttpResponse:
    """Remember the dispositif to work in, among those of the person's scope."""
    code = request.POST.get("dispositif", "")
    if code not in {dispositif.code for dispositif in dispositifs_de(request)}:
        raise Http404("Aucun dispositif à ce nom.")
    retenir(request, code)
    return redirect("portail:accueil")


def recherche(request: Requete) -> HttpResponse:
    """Look for young people, professionals, dispositifs, establishments and pages, within what is open to the person."""
    q = " ".join(request.GET.get("q", "").split())[:100]
    groupes = chercher(request, q) if q else []
    contexte = {"q": q, "groupes": groupes, "nombre": sum(len(groupe.resultats) for groupe in groupes)}
    return render(request, "portail/recherche.html", contexte)


def accessibilite(request: Requete) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "portail/accessibilite.html")


def a_propos(request: Requete) -> HttpResponse:
    """Show version, licence and sources."""
    return render(request, "portail/a_propos.html", {"version": _version(), "credits": CREDITS})


@never_cache
def sante(request: Requete) -> JsonResponse:
    """Tell a supervisor whether the server answers and reaches its database: 200, or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"etat": "en panne", "base": False}, status=503)
    return JsonResponse({"etat": "en service", "base": True})


def _version() -> str:
    try:
        return version("maillage")
    except PackageNotFoundError:
        return "de développement"
