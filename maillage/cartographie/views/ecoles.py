"""The schools of the directory: list and files, one school with its dated history, its position."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cartographie.exports.ecoles import feuille_des_ecoles
from maillage.cartographie.forms.ecoles import FiltresEcolesForm
from maillage.cartographie.models import Ecole
from maillage.cartographie.selectors.ecoles import ecole_connue, ecoles
from maillage.cartographie.services.ecoles import ECOLES, placer_ecole
from maillage.socle.acteur import Acces
from maillage.socle.listes import en_pages, envoyer_liste, liens, trouve
from maillage.socle.requete import Requete
from maillage.territoire.geocodage.placement import PositionForm, contexte_de_placement
from maillage.territoire.imports.selectors import histoire

COLONNES_TRIABLES = (("nom", "Nom"), ("nature", "Nature"), ("commune", "Commune"))
INCONNUE = "Cette école n'est pas connue."


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the schools by pages."""
    form = FiltresEcolesForm(request.GET)
    filtres = form.filtres(request.GET.get("tri", "nom"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, ecoles(filtres)),
        "filtree": any((filtres.recherche, filtres.departement, filtres.nature, filtres.etat)),
        "colonnes_triables": COLONNES_TRIABLES,
        "peut_importer": request.acteur.peut("territoire", Acces.ECRITURE),
        "liens_export": liens(request, "cartographie:ecoles_export"),
    }
    return render(request, "cartographie/ecoles.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresEcolesForm(request.GET).filtres(request.GET.get("tri", "nom"))
    nom = f"ecoles-{timezone.localdate().isoformat()}"
    acte = "cartographie.exporter_ecoles"
    return envoyer_liste(request, lambda: feuille_des_ecoles(ecoles(filtres)), nom, extension, acte=acte)


@require_safe
def detail(request: Requete, uai: str) -> HttpResponse:
    """Show one school, open or closed, and what the files said of it."""
    ecole = _trouver(uai)
    contexte = {
        "ecole": ecole,
        "histoire": histoire(ECOLES, ecole.uai),
        "peut_placer": request.acteur.peut("territoire", Acces.ECRITURE),
    }
    return render(request, "cartographie/ecole.html", contexte)


def position(request: Requete, uai: str) -> HttpResponse:
    """Confirm where a school is, or set it by hand."""
    ecole = _trouver(uai)
    form = PositionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            placer_ecole(request.acteur, ecole, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"La position de {ecole.nom} est enregistrée.")
            return redirect("cartographie:ecole", ecole.uai)
    contexte = {
        **contexte_de_placement(request, ecole),
        "form": form,
        "retour": reverse("cartographie:ecole", args=[ecole.uai]),
    }
    return render(request, "cartographie/ecole_position.html", contexte, status=422 if form.errors else 200)


def _trouver(uai: str) -> Ecole:
    return trouve(ecole_connue(uai), INCONNUE)
