"""Receiving orientations: a file or the server, the preview, the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.sdo import selectors
from maillage.echanges.sdo.client import serveur_de
from maillage.echanges.sdo.forms import FichierSdoForm
from maillage.echanges.sdo.receptions import (
    abandonner_reception,
    deposer_fichier,
    interroger_serveur,
    reprendre_reception,
)
from maillage.echanges.sdo.services import derniere_lecture
from maillage.socle.listes import trouve
from maillage.socle.requete import Requete


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recevoir(request: Requete, dispositif: str) -> HttpResponse:
    """Take a deposited file to its preview; say whether a server may be read."""
    form = FichierSdoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            lot = deposer_fichier(request.acteur, request.dispositif, nom=fichier.name, octets=fichier.read())
        except ErreurEchange as refus:
            form.add_error("fichier", refus.message)
        else:
            return redirect("echanges:reception", dispositif, lot.identifiant)
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
        "lots": selectors.lots_d_orientations(request.acteur, request.dispositif),
    }
    return render(request, "echanges/recevoir_orientations.html", contexte, status=statut)


@never_cache
@require_safe
def reception(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Show what a reception would do, or did."""
    lot = trouve(
        selectors.lot_d_orientations(request.acteur, request.dispositif, identifiant), "Aucune réception de ce numéro."
    )
    return render(request, "echanges/reception.html", {"lot": lot})


@require_POST
def decider(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Take the reception, or leave it."""
    acte = reprendre_reception if "reprendre" in request.POST else abandonner_reception
    try:
        decide = acte(request.acteur, request.dispositif, identifiant=identifiant)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
        return redirect("echanges:reception", dispositif, identifiant)
    messages.success(request, f"Réception « {decide.nom_fichier} » : {decide.get_etat_display().lower()}.")
    if "reprendre" in request.POST and not decide.contenu and decide.etat == "REPRIS":
        return redirect("echanges:orientations", dispositif)
    return redirect("echanges:reception", dispositif, identifiant)
