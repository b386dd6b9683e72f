"""The history of each dispositif, and the figures of a period."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.soutien import exports, selectors
from maillage.soutien.documents.chiffres import graphique_genres, rapport_chiffres
from maillage.soutien.documents.historique import rapport_historique
from maillage.soutien.forms.filtres import FiltresHistoriquesForm, PeriodeForm
from maillage.soutien.permissions import SOUTIEN, conduit
from maillage.soutien.selectors.chiffres import compter
from maillage.soutien.views.commun import en_pages, envoyer, liens, trouve
from maillage.territoire.sources import noms_des_departements

COLONNES = (
    ("nom", "Dispositif"),
    ("departement", "Département"),
    ("demandes", "Demandes"),
    ("visites", "Visites"),
    ("km", "Kilomètres"),
)


def historiques(request: Requete) -> HttpResponse:
    """Show one line for each dispositif, those never supported too."""
    form = FiltresHistoriquesForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.historiques(request.acteur, filtres)),
        "colonnes_triables": COLONNES,
        "liens_export": liens(request, "soutien:exporter_historiques"),
    }
    return render(request, "soutien/historiques.html", contexte)


def exporter_historiques(request: Requete, extension: str) -> HttpResponse:
    """Send the table as a file."""
    filtres = FiltresHistoriquesForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.historiques(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_historiques(lignes), "soutien-par-dispositif", extension)


def historique(request: Requete, dispositif: str) -> HttpResponse:
    """Show all that was done with one dispositif."""
    trouve_ = _dispositif(request, dispositif)
    lu = selectors.historique(request.acteur, trouve_)
    contexte = {
        "historique": lu,
        "faits": en_pages(request, lu.faits),
        "conduit": conduit(request.acteur),
        "peut_demander": request.acteur.peut(SOUTIEN, Acces.ECRITURE),
        "liens_export": liens(
            request, "soutien:exporter_historique", dispositif, formats=("pdf", "docx", "csv", "xlsx", "ods")
        ),
    }
    return render(request, "soutien/historique.html", contexte)


def exporter_historique(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the history as a sheet, or as a report."""
    lu = selectors.historique(request.acteur, _dispositif(request, dispositif))
    nom = f"soutien-{dispositif}"
    rapport = rapport_historique(lu, le=timezone.localdate())
    return envoyer(request, lambda: exports.feuille_historique(lu), nom, extension, lambda: rapport)


def _dispositif(request: Requete, code: str) -> Any:
    return trouve(selectors.dispositif_visible(request.acteur, code), "Aucun dispositif de ce code.")


def chiffres(request: Requete) -> HttpResponse:
    """Show the figures of a period, each with its definition."""
    form = PeriodeForm(request.GET or None)
    lus = compter(*form.periode())
    contexte = {
        "form": form,
        "chiffres": lus,
        "graphique": graphique_genres(lus),
        "noms": noms_des_departements(),
        "liens_export": liens(request, "soutien:exporter_chiffres", formats=("pdf", "docx", "csv", "xlsx", "ods")),
    }
    return render(request, "soutien/chiffres.html", contexte)


def exporter_chiffres(request: Requete, extension: str) -> HttpResponse:
    """Send the figures as a sheet, or as a report."""
    lus = compter(*PeriodeForm(request.GET or None).periode())
    rapport = rapport_chiffres(lus, le=timezone.localdate())
    return envoyer(request, lambda: exports.feuille_chiffres(lus), "chiffres-du-soutien", extension, lambda: rapport)
