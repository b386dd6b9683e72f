"""The list of meetings, its exports, a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.rencontres import exports, selectors
from maillage.rencontres.forms.filtres import FiltresRencontresForm
from maillage.rencontres.forms.rencontres import NouvelleRencontreForm
from maillage.rencontres.permissions import anime
from maillage.rencontres.services.flux import lien_du_flux
from maillage.rencontres.views.commun import adresse_de, en_pages, envoyer, jouer, liens
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("titre", "Rencontre"), ("nature", "Nature"), ("date", "Quand"), ("inscrits", "Inscrits"))


def liste(request: Requete) -> HttpResponse:
    """Show the meetings, the latest first."""
    form = FiltresRencontresForm(request.GET or None)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_rencontres(request.acteur, filtres, le=timezone.localdate())),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "rencontres:exporter_liste"),
        "flux": lien_du_flux(request.acteur),
        "anime": anime(request.acteur),
    }
    return render(request, "rencontres/liste.html", contexte)


def exporter_liste(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresRencontresForm(request.GET or None).filtres()
    lignes = selectors.lister_rencontres(request.acteur, filtres, le=timezone.localdate())
    return envoyer(request, lambda: exports.feuille_rencontres(lignes), "rencontres", extension)


def nouvelle(request: Requete) -> HttpResponse:
    """Open a draft."""
    retour = reverse("rencontres:liste")
    return jouer(request, NouvelleRencontreForm, cible=None, retour=retour, apres=lambda form: adresse_de(form.cible))
