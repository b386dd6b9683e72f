"""The bilateral agreements: list, one of them, its acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import exports, selectors
from maillage.conventions.forms.accords import GESTES, AccordForm
from maillage.conventions.forms.filtres import FiltresAccordsForm
from maillage.conventions.models import AccordBilateral
from maillage.conventions.permissions import ACCORDS
from maillage.conventions.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("departement", "Dispositif"), ("partenaire", "Partenaire"), ("debut", "Début"), ("fin", "Fin"))


def liste(request: Requete) -> HttpResponse:
    """Show the agreements that the person may see."""
    form = FiltresAccordsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_accords(request.acteur, filtres)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "conventions:exporter_accords"),
        "peut_ecrire": request.acteur.peut(ACCORDS, Acces.ECRITURE),
    }
    return render(request, "conventions/accords.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    lignes = selectors.lister_accords(
        request.acteur, FiltresAccordsForm(request.GET or None, acteur=request.acteur).filtres()
    )
    return envoyer(request, lambda: exports.feuille_accords(lignes), "accords-bilateraux", extension)


def nouvel_accord(request: Requete) -> HttpResponse:
    """Write an agreement of one of the person's dispositifs."""
    return jouer(request, AccordForm, cible=None, retour=reverse("conventions:accords"), apres=_adresse)


def lire(request: Requete, accord: str) -> HttpResponse:
    """Show one agreement."""
    trouve_ = _trouver(request, accord)
    contexte = {
        "accord": trouve_,
        "datee": selectors.dater(trouve_, timezone.localdate()),
        "peut_ecrire": request.acteur.peut(ACCORDS, Acces.ECRITURE, trouve_.dispositif_id),
    }
    return render(request, "conventions/accord.html", contexte)


def modifier(request: Requete, accord: str) -> HttpResponse:
    """Change an agreement."""
    trouve_ = _trouver(request, accord)
    return jouer(request, AccordForm, cible=trouve_, retour=_adresse(trouve_), sujet=trouve_.titre)


def geste(request: Requete, accord: str, geste: str) -> HttpResponse:
    """Denounce it, or erase it when it was never signed."""
    trouve_ = _trouver(request, accord)
    return jouer(
        request,
        geste_connu(GESTES, geste),
        cible=trouve_,
        retour=_adresse(trouve_),
        apres=lambda cible: _adresse(cible) if cible else reverse("conventions:accords"),
        sujet=trouve_.titre,
    )


def _trouver(request: Requete, identifiant: str) -> AccordBilateral:
    lu = selectors.accords_visibles(request.acteur).filter(identifiant=identifiant).first()
    accord: AccordBilateral = trouve(lu, "Aucun accord de cet identifiant ne vous est ouvert.")
    return accord


def _adresse(accord: Any) -> str:
    return reverse("conventions:accord", args=[accord.identifiant])
