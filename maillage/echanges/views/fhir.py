"""FHIR bundles of a dispositif: out in one click, in after a preview."""

from __future__ import annotations

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import LotFhirForm
from maillage.echanges.models import LotFhir, NatureLot
from maillage.echanges.selectors import lot_recu, lots_recus
from maillage.echanges.services.fhir import exporter_fhir
from maillage.echanges.views import lots
from maillage.socle.acteur import Acces
from maillage.socle.listes import trouve
from maillage.socle.requete import Requete

TYPE_FHIR = "application/fhir+json"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fhir(request: Requete, dispositif: str) -> HttpResponse:
    """Say what leaves and what enters; take a deposited file to its preview."""
    form = LotFhirForm(request.POST or None, request.FILES or None)
    recu = lots.deposer(request, form, NatureLot.TDDUI)
    if recu is not None:
        return redirect("echanges:lot_fhir", dispositif, recu.identifiant)
    return _page(request, form, statut=422 if form.errors else 200)


def _page(request: Requete, form: LotFhirForm, *, statut: int = 200, refus: str = "") -> HttpResponse:
    peut_reprendre = request.acteur.peut("echanges", Acces.ECRITURE, request.dispositif.pk)
    contexte = {
        "form": form,
        "refus": refus,
        "peut_reprendre": peut_reprendre,
        "lots": lots_recus(request.acteur, request.dispositif, NatureLot.TDDUI) if peut_reprendre else [],
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
    return render(request, "echanges/lot_fhir.html", {"lot": _lot(request, identifiant)})


@never_cache
@require_safe
def issue_du_lot(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Send the OperationOutcome of a bundle, for whoever made it."""
    compte_rendu = _lot(request, identifiant).rapport["issue"]
    return JsonResponse(compte_rendu, json_dumps_params={"ensure_ascii": False}, content_type=TYPE_FHIR)


def _lot(request: Requete, identifiant: str) -> LotFhir:
    return trouve(lot_recu(request.acteur, request.dispositif, NatureLot.TDDUI, identifiant), "Aucun lot de ce numéro.")


@require_POST
def decider(request: Requete, dispositif: str, identifiant: str) -> HttpResponse:
    """Take the bundle, or leave it."""
    lots.decider(request, identifiant, NatureLot.TDDUI)
    return redirect("echanges:lot_fhir", dispositif, identifiant)
