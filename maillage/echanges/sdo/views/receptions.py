"""Receiving orientations: a file or the server, the preview, the decision."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.models import EtatLot, NatureLot
from maillage.echanges.sdo import selectors
from maillage.echanges.sdo.client import serveur_de
from maillage.echanges.sdo.forms import FichierSdoForm
from maillage.echanges.sdo.receptions import interroger_serveur
from maillage.echanges.sdo.services import derniere_lecture
from maillage.echanges.selectors import lot_recu, lots_recus
from maillage.echanges.views import lots
from maillage.socle.listes import trouve
from maillage.socle.requete import Requete


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recevoir(request: Requete, dispositif: str) -> HttpResponse:
    """Take a deposited file to its preview; say whether a server may be read."""
    form = FichierSdoForm(request.POST or None, request.FILES or None)
    recu = lots.deposer(request, form, NatureLot.SDO)
    if recu is not None:
        return redirect("echanges:reception", dispositif, recu.identifiant)
    return _page(request, form, statut=422 if form.errors else 200)


@never_cache
@require_POST
def interroger(request: Requete, dispositif: str) -> HttpResponse:
    """Read the server; down or slow, the page says so and nothing changes."""
    try:
        lot = interroger_serveur(request.acteur, request.dispositif)
    except ErreurEchange as refus:
        return _page(request, FichierSdoForm(), statut=502, panne=refus.message)
    return redirect("echanges:reception", dispositif, lot.identifiant)


def _page(request: Requete, form: FichierSdoForm, *, statut: int = 200, panne: str = "") -> HttpResponse:
    contexte = {
        "form": form,
        "panne": panne,
        "serveur": serveur_de(selectors.finess_du_dispositif(request.dispositif.pk)) is not None,
        "depuis": derniere_lecture(request.dispositif),
        "lots": lots_recus(request.acteur, request.dispositif, NatureLot.SDO),
    }
    return render(request, "echanges/recevoir_orientations.html", contexte, status=statut)


@never_cache
@require_safe
def reception(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Show what a reception would do, or did."""
    recu = lot_recu(request.acteur, request.dispositif, NatureLot.SDO, identifiant)
    lot = trouve(recu, "Aucune réception de ce numéro.")
    return render(request, "echanges/reception.html", {"lot": lot})


@require_POST
def decider(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Take the reception, or leave it."""
    decide = lots.decider(request, identifiant, NatureLot.SDO)
    if decide is not None and decide.etat == EtatLot.REPRIS:
        return redirect("echanges:orientations", dispositif)
    return redirect("echanges:reception", dispositif, identifiant)
