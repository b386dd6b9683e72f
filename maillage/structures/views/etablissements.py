"""The establishments: list, export, one with its history, positions to review."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse
from maillage.structures import selectors, services
from maillage.structures.exports import feuille_des_etablissements
from maillage.structures.forms.etablissements import FiltresEtablissementsForm
from maillage.structures.models import Etablissement
from maillage.structures.presentation import changements_lisibles
from maillage.territoire.geocodage.placement import PositionForm, contexte_de_placement

PAR_PAGE = 50
COLONNES_TRIABLES = (("nom", "Nom"), ("categorie", "Catégorie"), ("commune", "Commune"), ("departement", "Dép."))


def liste(request: Requete) -> HttpResponse:
    """Show the establishments by pages of 50."""
    form = FiltresEtablissementsForm(request.GET)
    filtres = form.filtres(request.GET.get("tri", "nom"))
    page = Paginator(selectors.etablissements(filtres), PAR_PAGE).get_page(request.GET.get("page"))
    parametres = request.GET.urlencode()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "filtree": any((filtres.recherche, filtres.departement, filtres.categorie, filtres.etat)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": [
            (extension.upper(), f"{reverse('structures:etablissements_export', args=[extension])}?{parametres}")
            for extension in FORMATS
        ],
        "peut_importer": request.acteur.peut("finess", Acces.ECRITURE),
    }
    return render(request, "structures/etablissements.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    filtres = FiltresEtablissementsForm(request.GET).filtres(request.GET.get("tri", "nom"))
    nom = f"etablissements-{timezone.localdate().isoformat()}"
    return reponse(feuille_des_etablissements(selectors.etablissements(filtres)), nom, extension)


def detail(request: Requete, pk: int) -> HttpResponse:
    """Show one establishment, its dispositifs that the person may see, its capacities and its dated history."""
    etablissement = _trouver(pk)
    visibles = selectors.dispositifs_visibles(request.acteur)
    contexte = {
        "etablissement": etablissement,
        "rattachements": etablissement.rattachements.filter(dispositif__in=visibles).select_related("dispositif"),
        "capacites": etablissement.capacites.all(),
        "histoire": changements_lisibles(etablissement.changements.select_related("lot")),
        "peut_importer": request.acteur.peut("finess", Acces.ECRITURE),
    }
    return render(request, "structures/etablissement.html", contexte)


def positions(request: Requete) -> HttpResponse:
    """Show the positions that wait for a person's eye."""
    page = Paginator(selectors.positions_a_revoir(), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "structures/positions.html", {"page": page})


def position(request: Requete, pk: int) -> HttpResponse:
    """Confirm the position of an establishment, or set it by hand."""
    etablissement = _trouver(pk)
    form = PositionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["lon"] is None:
                services.confirmer_position(request.acteur, etablissement)
            else:
                services.corriger_position(request.acteur, etablissement, **form.cleaned_data)
        except ValidationError as erreur:
            form.add_error(None, erreur)
        else:
            messages.success(request, f"La position de {etablissement.nom} est enregistrée.")
            return HttpResponseRedirect(reverse("structures:positions_a_revoir"))
    contexte = {
        **contexte_de_placement(request, etablissement),
        "form": form,
        "retour": reverse("structures:positions_a_revoir"),
    }
    return render(request, "structures/position.html", contexte, status=422 if form.errors else 200)


def _trouver(pk: int) -> Etablissement:
    etablissement = selectors.etablissement_detaille(pk)
    if etablissement is None:
        raise Http404("Cet établissement n'est pas connu.")
    return etablissement
