"""The catalogue, the trainers and the needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.formations import exports, referentiels, selectors
from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.forms.catalogue import (
    GESTES_BESOIN,
    GESTES_FORMATEUR,
    GESTES_FORMATION,
    BesoinForm,
    FormateurForm,
    FormationForm,
)
from maillage.formations.forms.filtres import FiltresBesoinsForm, FiltresFormateursForm, FiltresFormationsForm
from maillage.formations.permissions import FORMATIONS, conduit
from maillage.formations.selectors import FiltresSessions, lister_sessions
from maillage.formations.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

COLONNES = (("titre", "Formation"), ("thematique", "Thématique"), ("heures", "Durée"), ("sessions", "Sessions"))
COLONNES_BESOINS = (
    ("thematique", "Thématique"),
    ("dispositif", "Dispositif"),
    ("nombre", "Personnes"),
    ("priorite", "Priorité"),
    ("exprime_le", "Exprimé le"),
)


def catalogue(request: Requete) -> HttpResponse:
    """Show the trainings offered."""
    form = FiltresFormationsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_formations(filtres)),
        "colonnes_triables": COLONNES,
        "source": referentiels.source_des_thematiques(),
        "liens_export": liens(request, "formations:exporter_catalogue"),
        "conduit": conduit(request.acteur),
    }
    return render(request, "formations/catalogue.html", contexte)


def exporter_catalogue(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    lignes = selectors.lister_formations(FiltresFormationsForm(request.GET or None, acteur=request.acteur).filtres())
    return envoyer(request, lambda: exports.feuille_catalogue(lignes), "catalogue-des-formations", extension)


def formation(request: Requete, formation: str) -> HttpResponse:
    """Show one training, its sessions, and to the mission how many people wait."""
    trouvee = _formation(formation)
    sessions = lister_sessions(request.acteur, FiltresSessions(formation=trouvee.identifiant))
    attendus = sum(b.nombre for b in trouvee.besoins.filter(etat=EtatBesoin.EXPRIME)) if conduit(request.acteur) else 0
    contexte = {
        "formation": trouvee,
        "sessions": sessions,
        "attendus": attendus,
        "conduit": conduit(request.acteur),
        "peut_demander": request.acteur.peut(FORMATIONS, Acces.ECRITURE),
    }
    return render(request, "formations/formation.html", contexte)


def nouvelle_formation(request: Requete) -> HttpResponse:
    """Add a training."""
    retour = reverse("formations:catalogue")
    return jouer(request, FormationForm, cible=None, retour=retour, apres=_adresse_formation)


def geste_formation(request: Requete, formation: str, geste: str) -> HttpResponse:
    """One act on a training."""
    trouvee = _formation(formation)
    genre = geste_connu(GESTES_FORMATION, geste)
    return jouer(request, genre, cible=trouvee, retour=_adresse_formation(trouvee), sujet=trouvee.titre)


def _formation(identifiant: str) -> Any:
    return trouve(selectors.formation_par_identifiant(identifiant), "Aucune formation de cet identifiant.")


def _adresse_formation(formation: Any) -> str:
    return reverse("formations:formation", args=[formation.identifiant])


def formateurs(request: Requete) -> HttpResponse:
    """Show who trains."""
    form = FiltresFormateursForm(request.GET or None, acteur=request.acteur)
    contexte = {
        "form": form,
        "page": en_pages(request, selectors.lister_formateurs(**form.lus())),
        "liens_export": liens(request, "formations:exporter_formateurs"),
    }
    return render(request, "formations/formateurs.html", contexte)


def exporter_formateurs(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    lignes = selectors.lister_formateurs(**FiltresFormateursForm(request.GET or None, acteur=request.acteur).lus())
    return envoyer(request, lambda: exports.feuille_formateurs(lignes), "formateurs", extension)


def nouveau_formateur(request: Requete) -> HttpResponse:
    """Add a trainer."""
    return jouer(request, FormateurForm, cible=None, retour=reverse("formations:formateurs"))


def geste_formateur(request: Requete, formateur: str, geste: str) -> HttpResponse:
    """One act on a trainer."""
    trouve_ = trouve(selectors.formateur_par_identifiant(formateur), "Personne de cet identifiant.")
    genre = geste_connu(GESTES_FORMATEUR, geste)
    return jouer(request, genre, cible=trouve_, retour=reverse("formations:formateurs"), sujet=trouve_.nom)


def besoins(request: Requete) -> HttpResponse:
    """Show the needs that the person may see, the most pressing first."""
    form = FiltresBesoinsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_besoins(request.acteur, filtres)),
        "colonnes_triables": COLONNES_BESOINS,
        "liens_export": liens(request, "formations:exporter_besoins"),
        "conduit": conduit(request.acteur),
        "peut_demander": request.acteur.peut(FORMATIONS, Acces.ECRITURE),
        "exprime": EtatBesoin.EXPRIME,
    }
    return render(request, "formations/besoins.html", contexte)


def exporter_besoins(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresBesoinsForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_besoins(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_besoins(lignes), "besoins-de-formation", extension)


def nouveau_besoin(request: Requete) -> HttpResponse:
    """Tell a need, perhaps of one training (`?formation=`)."""
    formation = selectors.formation_par_identifiant(request.GET.get("formation", ""))
    initial = {"formation": formation.identifiant, "thematique": formation.thematique} if formation else {}
    return jouer(request, BesoinForm, cible=None, retour=reverse("formations:besoins"), initial=initial)


def geste_besoin(request: Requete, besoin: str, geste: str) -> HttpResponse:
    """One act on a need."""
    trouve_ = trouve(selectors.besoin_par_identifiant(request.acteur, besoin), "Aucun besoin de cet identifiant.")
    genre = geste_connu(GESTES_BESOIN, geste)
    sujet = f"{trouve_.libelle_thematique}, {trouve_.dispositif.nom}"
    return jouer(request, genre, cible=trouve_, retour=reverse("formations:besoins"), sujet=sujet)


def regroupement(request: Requete) -> HttpResponse:
    """Show the open needs put together, to open a session."""
    lignes = selectors.regroupements(request.acteur)
    contexte = {"lignes": lignes, "personnes": sum(ligne.personnes for ligne in lignes)}
    return render(request, "formations/regroupement.html", contexte)
