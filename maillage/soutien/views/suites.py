"""Recommendations, visits and situations: lists, one of each, their acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.soutien import exports, selectors
from maillage.soutien.domain.vocabulaire import EtatVisite
from maillage.soutien.forms.filtres import FiltresRecommandationsForm, FiltresSituationsForm, FiltresVisitesForm
from maillage.soutien.forms.visites import (
    GESTES_VISITE,
    EffacerSituationForm,
    NouvelleVisiteForm,
    SituationForm,
    SuivreRecommandationForm,
)
from maillage.soutien.permissions import SOUTIEN, conduit
from maillage.soutien.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve

COLONNES_RECOMMANDATIONS = (
    ("proposee_le", "Proposée le"),
    ("dispositif", "Dispositif"),
    ("echeance", "Pour le"),
    ("etat", "État"),
)
COLONNES_VISITES = (("le", "Jour"), ("dispositif", "Dispositif"), ("genre", "Action"), ("km", "Kilomètres"))
COLONNES_SITUATIONS = (("titre", "Situation"), ("le", "Analysée le"), ("dispositif", "Dispositif"))


def recommandations(request: Requete) -> HttpResponse:
    """Show the recommendations and what they became."""
    form = FiltresRecommandationsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_recommandations(request.acteur, filtres)),
        "colonnes_triables": COLONNES_RECOMMANDATIONS,
        "aujourd_hui": timezone.localdate(),
        "liens_export": liens(request, "soutien:exporter_recommandations"),
    }
    return render(request, "soutien/recommandations.html", contexte)


def exporter_recommandations(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresRecommandationsForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_recommandations(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_recommandations(lignes), "recommandations", extension)


def recommandation(request: Requete, recommandation: str) -> HttpResponse:
    """Show one recommendation and each answer."""
    trouvee = _recommandation(request, recommandation)
    contexte = {
        "recommandation": trouvee,
        "suites": trouvee.suites.all(),
        "peut_repondre": request.acteur.peut(SOUTIEN, Acces.ECRITURE, trouvee.demande.dispositif_id),
    }
    return render(request, "soutien/recommandation.html", contexte)


def suivre_recommandation(request: Requete, recommandation: str) -> HttpResponse:
    """Answer a recommendation."""
    trouvee = _recommandation(request, recommandation)
    retour = reverse("soutien:recommandation", args=[trouvee.identifiant])
    return jouer(request, SuivreRecommandationForm, cible=trouvee, retour=retour, sujet=trouvee.texte)


def _recommandation(request: Requete, identifiant: str) -> Any:
    lues = selectors.recommandations_visibles(request.acteur)
    return trouve(lues.filter(identifiant=identifiant).first(), "Aucune recommandation de cet identifiant.")


def visites(request: Requete) -> HttpResponse:
    """Show the visits, the latest first."""
    form = FiltresVisitesForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_visites(request.acteur, filtres)),
        "colonnes_triables": COLONNES_VISITES,
        "liens_export": liens(request, "soutien:exporter_visites"),
        "conduit": conduit(request.acteur),
    }
    return render(request, "soutien/visites.html", contexte)


def exporter_visites(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresVisitesForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_visites(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_visites(lignes), "visites-de-soutien", extension)


def visite(request: Requete, visite: str) -> HttpResponse:
    """Show one visit."""
    trouvee = _visite(request, visite)
    contexte = {
        "visite": trouvee,
        "conduit": conduit(request.acteur),
        "prevue": trouvee.etat == EtatVisite.PREVUE,
        "annulee": trouvee.etat == EtatVisite.ANNULEE,
        "passee": trouvee.le <= timezone.localdate(),
    }
    return render(request, "soutien/visite.html", contexte)


def nouvelle_visite(request: Requete) -> HttpResponse:
    """Plan a visit, perhaps for a request (`?demande=`)."""
    demande = selectors.demande_par_identifiant(request.acteur, request.GET.get("demande", ""))
    initial = (
        {"dispositif": demande.dispositif.code, "demande": demande.identifiant, "genre": demande.genre}
        if demande
        else {}
    )
    retour = reverse("soutien:visites")
    return jouer(request, NouvelleVisiteForm, cible=None, retour=retour, apres=_adresse_visite, initial=initial)


def geste_visite(request: Requete, visite: str, geste: str) -> HttpResponse:
    """One act on a visit."""
    trouvee = _visite(request, visite)
    genre = geste_connu(GESTES_VISITE, geste)
    return jouer(request, genre, cible=trouvee, retour=_adresse_visite(trouvee), sujet=str(trouvee))


def _visite(request: Requete, identifiant: str) -> Any:
    lues = selectors.visites_visibles(request.acteur)
    return trouve(lues.filter(identifiant=identifiant).first(), "Aucune visite de cet identifiant.")


def _adresse_visite(visite: Any) -> str:
    return reverse("soutien:visite", args=[visite.identifiant])


def situations(request: Requete) -> HttpResponse:
    """Show the situations, the latest first."""
    form = FiltresSituationsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_situations(request.acteur, filtres)),
        "colonnes_triables": COLONNES_SITUATIONS,
        "liens_export": liens(request, "soutien:exporter_situations"),
        "conduit": conduit(request.acteur),
    }
    return render(request, "soutien/situations.html", contexte)


def exporter_situations(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresSituationsForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_situations(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_situations(lignes), "situations-analysees", extension)


def situation(request: Requete, situation: str) -> HttpResponse:
    """Show one situation."""
    contexte = {"situation": _situation(request, situation), "conduit": conduit(request.acteur)}
    return render(request, "soutien/situation.html", contexte)


def nouvelle_situation(request: Requete) -> HttpResponse:
    """Write a situation, perhaps for a request (`?demande=`)."""
    demande = selectors.demande_par_identifiant(request.acteur, request.GET.get("demande", ""))
    initial = {"dispositif": demande.dispositif.code, "demande": demande.identifiant} if demande else {}
    retour = reverse("soutien:situations")
    return jouer(request, SituationForm, cible=None, retour=retour, apres=_adresse_situation, initial=initial)


def modifier_situation(request: Requete, situation: str) -> HttpResponse:
    """Change a situation."""
    trouvee = _situation(request, situation)
    return jouer(request, SituationForm, cible=trouvee, retour=_adresse_situation(trouvee), sujet=str(trouvee))


def effacer_situation(request: Requete, situation: str) -> HttpResponse:
    """Erase a situation, after saying what will happen."""
    trouvee = _situation(request, situation)
    liste = reverse("soutien:situations")
    return jouer(
        request,
        EffacerSituationForm,
        cible=trouvee,
        retour=_adresse_situation(trouvee),
        apres=lambda _: liste,
        sujet=str(trouvee),
    )


def _situation(request: Requete, identifiant: str) -> Any:
    lues = selectors.situations_visibles(request.acteur)
    return trouve(lues.filter(identifiant=identifiant).first(), "Aucune situation de cet identifiant.")


def _adresse_situation(situation: Any) -> str:
    return reverse("soutien:situation", args=[situation.identifiant])
