"""The catalogue of components, and the choice of a theme."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from maillage.socle import catalogue, horloge
from maillage.socle.icones import noms_des_icones
from maillage.socle.pictogrammes import pictogrammes

THEMES = frozenset({"clair", "sombre"})
LIGNES, LIGNES_LONGUES = 12, 400
TROP_LOURD = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DUREE_DU_CHOIX = 365 * 24 * 3600


def demande_incomprise(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read: what is over the limits is said as such, it can be mended."""
    if isinstance(exception, TROP_LOURD):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def composants(request: HttpRequest) -> HttpResponse:
    """Show every component with its variants."""
    lignes = LIGNES_LONGUES if "long" in request.GET else LIGNES
    planches = {"icones": noms_des_icones(), "pictogrammes": pictogrammes()}
    return render(request, "socle/composants.html", catalogue.contexte(lignes) | planches)


@require_POST
def horloge_essai(request: HttpRequest) -> HttpResponse:
    """Move the date of a demonstration forward, to a day or by some days, or go back to the real one; the session stays open."""
    if not settings.HORLOGE_ESSAI:
        raise Http404("L'horloge d'essai n'existe que dans une démonstration.")
    jour = _jour_demande(request)
    if jour is None:
        horloge.revenir()
    else:
        horloge.avancer_jusqu_au(timezone.make_aware(dt.datetime.combine(jour, dt.time(8))))
    request.session.modified = True
    suite = request.POST.get("suite", "/")
    return HttpResponseRedirect(suite if url_has_allowed_host_and_scheme(suite, allowed_hosts=None) else "/")


def _jour_demande(request: HttpRequest) -> dt.date | None:
    try:
        return parse_date(request.POST.get("jusqu_au", ""))
    except ValueError:
        return None


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
