"""Who answers? For a place, a public, perhaps a school: the responsible dispositif, the others able to, their times, who to call."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie.calculs.reponse import chercher_reponse
from maillage.cartographie.exports.territoire import feuille_reponse
from maillage.cartographie.forms.lieux import QuiRepondForm
from maillage.cartographie.presentation.reponse import carte_reponse
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

SECONDES = 5.0
"""How long an engine may take within a request."""


def page(request: Requete) -> HttpResponse:
    """Show the form, and the answer when a place was given."""
    form = QuiRepondForm(request.GET if "public" in request.GET else None)
    contexte: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        lue = chercher_reponse(form.cleaned_data, timezone.localdate(), secondes=SECONDES)
        contexte["reponse"] = lue
        if lue.capables:
            contexte["carte"] = avec_calque(request, carte_reponse(lue))
        parametres = request.GET.urlencode()
        contexte["liens_export"] = [
            (extension.upper(), f"{reverse('cartographie:repondre_export', args=[extension])}?{parametres}")
            for extension in FORMATS
        ]
    return render(request, "cartographie/repondre.html", contexte, status=422 if form.errors else 200)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the answer."""
    form = QuiRepondForm(request.GET)
    if extension not in FORMATS or not form.is_valid():
        raise Http404("Cette réponse n'existe pas : revenez à la question.")
    le = timezone.localdate()
    feuille = feuille_reponse(chercher_reponse(form.cleaned_data, le, secondes=SECONDES))
    return reponse(feuille, f"qui-repond-{le.isoformat()}", extension)
