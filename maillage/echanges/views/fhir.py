"""FHIR bundles of a dispositif: out in one click, in after a preview."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import LotFhirForm
from maillage.echanges.selectors import lot_du_dispositif, lots_du_dispositif
from maillage.echanges.services.fhir import exporter_fhir
from maillage.echanges.services.lots import abandonner_lot, deposer_lot, reprendre_lot
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

TYPE_FHIR = "application/fhir+json"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fhir(request: Requete, dispositif: str) -> HttpResponse:
    """Say what leaves and what enters; take a deposited file to its preview."""
    form = LotFhirForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            lot = deposer_lot(request.acteur, request.dispositif, nom=fichier.name, octets=fichier.read())
        except ErreurEchange as refus:
            form.add_error("fichier", refus.message)
        else:
            return redirect("echanges:lot_fhir", dispositif, lot.identifiant)
    return _page(request, form, statut=422 if form.errors else 200)


def _page(request: Requete, form: LotFhirForm, *, statut: int = 200, refus: str = "") -> HttpResponse:
    peut_reprendre = request.acteur.peut("echanges", Acces.ECRITURE, request.dispositif.pk)
    contexte = {
        "form": form,
        "refus": refus,
        "peut_reprendre": peut_reprendre,
        "lots": lots_du_dispositif(request.acteur, request.dispositif) if peut_reprendre else [],
    }
    return render(request, "echanges/fhir.html", contexte, status=statut)


@never_cache
@require_safe
def telecharger(request: Requete, dispositif: str) -> HttpResponse:
    """Send the bundle of the dispositif, or of the young person named by `jeune`."""
    jeune = request.GET.get("jeune", "").strip()
    try:
        export = exporter_fhir(request.acteur, request.dispositif, jeune=jeune)
    except ErreurEchange as refus:
        return _page(request, LotFhirForm(), statut=400, refus=refus.message)
    nom = content_disposition_header(as_attachment=True, filename=f"fhir-{jeune or dispositif}.json")
    return HttpResponse(
        json.dumps(export.lot, ensure_ascii=False), content_type=TYPE_FHIR, headers={"Content-Disposition": nom or ""}
    )


@never_cache
@require_safe
def lot(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Show what a bundle would do, or did."""
    trouve = lot_du_dispositif(request.acteur, request.dispositif, identifiant)
    if trouve is None:
        raise Http404
    return render(request, "echanges/lot_fhir.html", {"lot": trouve, "statut": None})


@never_cache
@require_safe
def issue_du_lot(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Send the OperationOutcome of a bundle, for whoever made it."""
    trouve = lot_du_dispositif(request.acteur, request.dispositif, identifiant)
    if trouve is None:
        raise Http404
    return JsonResponse(trouve.rapport["issue"], json_dumps_params={"ensure_ascii": False}, content_type=TYPE_FHIR)


@require_POST
def decider(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Take the bundle, or leave it."""
    acte = reprendre_lot if "reprendre" in request.POST else abandonner_lot
    try:
        decide = acte(request.acteur, request.dispositif, identifiant=identifiant)
    except ErreurEchange as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, f"Lot « {decide.nom_fichier} » : {decide.get_etat_display().lower()}.")
    return redirect("echanges:lot_fhir", dispositif, identifiant)
