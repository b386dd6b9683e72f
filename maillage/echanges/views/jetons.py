"""One's own tokens of the API: given, shown once, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.echanges import selectors
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import JetonForm
from maillage.echanges.services.jetons import creer_jeton, revoquer_jeton
from maillage.socle.requete import Requete


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def jetons(request: Requete) -> HttpResponse:
    """List one's tokens; make one, whose secret this page alone shows, once."""
    ouvertes = selectors.portees_ouvertes(request.acteur)
    form = JetonForm(request.POST or None, ouvertes=ouvertes)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = creer_jeton(request.acteur, **form.cleaned_data)
            form = JetonForm(ouvertes=ouvertes)
        except ErreurEchange as refus:
            form.add_error(refus.champ or None, refus.message)
    contexte = {
        "form": form,
        "secret": secret,
        "ouvertes": ouvertes,
        "jetons": selectors.jetons_de(request.acteur),
        "aujourd_hui": timezone.localdate(),
    }
    return render(request, "echanges/jetons.html", contexte, status=422 if form.errors else 200)


@require_POST
def revoquer(request: Requete, identifiant: str) -> HttpResponse:
    """Withdraw a token, at once and for good."""
    try:
        jeton = revoquer_jeton(request.acteur, identifiant=identifiant)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, f"Le jeton « {jeton.nom} » ne sert plus.")
    return redirect("echanges:jetons")
