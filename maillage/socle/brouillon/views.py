"""Keeping a draft while someone types, and throwing it away."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from maillage.socle.brouillon.services import garder_brouillon, jeter_brouillon
from maillage.socle.requete import Requete


@require_POST
def garder(request: Requete) -> HttpResponse:
    """Keep what is written; answer with the words that say so."""
    maintenant = timezone.now()
    garde = garder_brouillon(
        request.acteur,
        cle=request.POST.get("brouillon_cle", ""),
        valeurs=list(request.POST.lists()),
        maintenant=maintenant,
    )
    return render(request, "socle/composants/brouillon_etat.html", {"garde": garde, "moment": maintenant})


@require_POST
def jeter(request: Requete) -> HttpResponse:
    """Throw the draft away and go back to its page."""
    cle = request.POST.get("brouillon_cle", "/")
    jeter_brouillon(request.acteur, cle=cle)
    return HttpResponseRedirect(cle if url_has_allowed_host_and_scheme(cle, allowed_hosts=None) else "/")
