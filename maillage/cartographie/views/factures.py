"""Invoices of carriers beside the plans of their days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.forms.plans import FactureTransportForm, FiltresFacturesForm
from maillage.cartographie.models import FactureTransport, SensTournee
from maillage.cartographie.presentation.plans import feuille_facture, feuille_factures
from maillage.cartographie.selectors.factures import (
    RapprochementFacture,
    factures_visibles,
    lister_factures,
    rapprocher,
)
from maillage.cartographie.services.factures import ecrire_facture, retirer_facture
from maillage.cartographie.views.plans_gardes import peut_ecrire
from maillage.socle.listes import en_pages, liens, trouve
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

CHAMPS = ("transporteur", "reference", "debut", "fin", "montant", "km", "version")


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the invoices, each with what was computed for its days."""
    form = FiltresFacturesForm(request.GET or None)
    filtres = form.filtres(request.GET.get("tri", "-periode"))
    page = en_pages(request, lister_factures(request.acteur, request.dispositif, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": rapprocher(request.acteur, request.dispositif, list(page)),
        "peut_ecrire": peut_ecrire(request),
        "liens_export": liens(request, "cartographie:factures_export", dispositif),
    }
    return render(request, "cartographie/factures.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list."""
    _exiger_format(extension)
    filtres = FiltresFacturesForm(request.GET or None).filtres(request.GET.get("tri", "-periode"))
    lues = rapprocher(
        request.acteur, request.dispositif, list(lister_factures(request.acteur, request.dispositif, filtres))
    )
    return reponse(feuille_factures(lues), "factures-de-transport", extension)


def nouvelle(request: Requete, dispositif: str) -> HttpResponse:
    """Write an invoice."""
    return _ecrire(request, None)


def modifier(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Correct an invoice."""
    return _ecrire(request, _trouver(request, pk))


def _ecrire(request: Requete, facture: FactureTransport | None) -> HttpResponse:
    initial = {champ: getattr(facture, champ) for champ in CHAMPS} if facture else {"version": 0}
    form = FactureTransportForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            ecrite = ecrire_facture(request.acteur, request.dispositif, facture, form.cleaned_data)
        except ValidationError as refus:
            _refuser(form, refus, facture)
        else:
            messages.success(request, "La facture est enregistrée ; la voici à côté de vos plans.")
            return HttpResponseRedirect(reverse("cartographie:facture", args=[request.dispositif.code, ecrite.pk]))
    contexte = {"form": form, "facture": facture}
    return render(request, "cartographie/facture_form.html", contexte, status=422 if form.errors else 200)


def _refuser(form: FactureTransportForm, refus: ValidationError, facture: FactureTransport | None) -> None:
    """A conflict is shown with the version that is now there, what was typed stays."""
    form.add_error(None, refus)
    if facture is not None and not hasattr(refus, "error_dict"):
        facture.refresh_from_db()
        form.data = {**{nom: form.data.get(nom) for nom in CHAMPS}, "version": str(facture.version)}


@require_safe
def detail(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Show one invoice, day by day."""
    lue = _rapprochee(request, pk)
    contexte: dict[str, Any] = {
        "lue": lue,
        "facture": lue.facture,
        "jours": [(jour, SensTournee(jour.sens).label) for jour in lue.jours],
        "peut_ecrire": peut_ecrire(request),
        "liens_export": liens(request, "cartographie:facture_export", dispositif, pk),
    }
    return render(request, "cartographie/facture.html", contexte)


@require_safe
def exporter_une(request: Requete, dispositif: str, pk: int, extension: str) -> HttpResponse:
    """Send one invoice, day by day."""
    _exiger_format(extension)
    return reponse(feuille_facture(_rapprochee(request, pk)), f"facture-{pk}", extension)


@require_POST
def retirer(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Take an invoice off the list; it can be undone."""
    facture = _trouver(request, pk)
    retirer_facture(request.acteur, facture, retiree=True)
    annuler = f"annuler:{reverse('cartographie:facture_reprendre', args=[dispositif, pk])}"
    messages.success(request, f"La facture « {facture} » n'est plus dans la liste.", extra_tags=annuler)
    return HttpResponseRedirect(reverse("cartographie:factures", args=[dispositif]))


@require_POST
def reprendre(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Put an invoice back on the list."""
    retirer_facture(request.acteur, _trouver(request, pk), retiree=False)
    messages.success(request, "La facture est de nouveau dans la liste.")
    return HttpResponseRedirect(reverse("cartographie:facture", args=[dispositif, pk]))


def _rapprochee(request: Requete, pk: int) -> RapprochementFacture:
    return rapprocher(request.acteur, request.dispositif, [_trouver(request, pk)])[0]


def _trouver(request: Requete, pk: int) -> FactureTransport:
    facture = factures_visibles(request.acteur, request.dispositif).filter(pk=pk).first()
    return trouve(facture, "Cette facture n'existe pas dans ce dispositif.")


def _exiger_format(extension: str) -> None:
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
