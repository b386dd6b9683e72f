"""The page of someone who answers at three months, by their private link: neutral when the link says nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.comptes.tentatives import adresse_d_origine
from maillage.formations import referentiels, selectors, services
from maillage.formations.domain.erreurs import ErreurFormation
from maillage.formations.forms.sessions import AvisForm
from maillage.formations.models import AccordSuite
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete

TROP = 429


@never_cache
def avis(request: Requete, jeton: str) -> HttpResponse:
    """Show the scale with the note of the mail ticked, then keep the answer; a link that no longer answers says so to everyone alike."""
    aujourd_hui = timezone.localdate()
    limite = referentiels.reglages(aujourd_hui).essais_par_adresse
    if freiner(f"formations:avis:{adresse_d_origine(request) or ''}", limite):
        return _sans_index(render(request, "formations/avis_ferme.html", {"trop": True}, status=TROP))
    accord = _accord(jeton)
    if accord is None or accord.repondu or not services.ouverte(accord, le=aujourd_hui):
        return _sans_index(render(request, "formations/avis_ferme.html", status=404))
    form = AvisForm(request.POST if request.method == "POST" else None, initial={"note": request.GET.get("note", "")})
    if form.is_bound and form.is_valid():
        try:
            services.repondre_suite(accord, **form.cleaned_data)
        except ErreurFormation as refus:
            form.add_error(None, refus.message)
        else:
            return redirect("formations:merci")
    contexte = {"form": form, "formation": accord.session.formation}
    return _sans_index(render(request, "formations/avis.html", contexte, status=422 if form.errors else 200))


@never_cache
def merci(request: Requete) -> HttpResponse:
    """Thank, and know nothing of who answered."""
    return _sans_index(render(request, "formations/merci.html"))


def _accord(jeton: str) -> AccordSuite | None:
    accord = selectors.accord_du_lien(jeton.partition(".")[0])
    return accord if accord is not None and services.jeton_valide(accord, jeton) else None


def _sans_index(reponse: HttpResponse) -> HttpResponse:
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse
