"""The team of a young person: who is in it, since when, who stands in, and its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.parcours import services
from maillage.parcours.forms.equipe import DepartForm, MembreForm, ReferentForm, RemplacementForm
from maillage.parcours.models import Jeune, MembreEquipe, Remplacement
from maillage.parcours.referentiels import fonctions
from maillage.parcours.selectors.equipe import equipe_du_jeune
from maillage.parcours.views.commun import trouver_jeune
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.acteur import Acces
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

SECTION = "parcours"


@require_safe
def equipe(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the team and its history; the reading is journaled."""
    connu = trouver_jeune(request, jeune, section=SECTION)
    journaliser_lecture(request.acteur, "parcours.lire_equipe", jeune_id=connu.pk, dispositif_id=request.dispositif.pk)
    contexte = {
        "jeune": connu,
        "equipe": equipe_du_jeune(connu.pk, request.dispositif.pk, timezone.localdate()),
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "parcours/equipe.html", contexte)


def ajouter(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Someone joins the team."""
    connu = trouver_jeune(request, jeune, section=SECTION)
    form = MembreForm(donnees(request), dispositif_id=request.dispositif.pk)

    def executer(valeurs: dict[str, Any]) -> models.Model:
        qui = valeurs.pop("professionnel")
        return services.ajouter_membre(
            request.acteur, jeune=connu, dispositif_id=request.dispositif.pk, professionnel_id=qui, **valeurs
        )

    return _conduire(
        request, connu, form, "Ajouter quelqu'un à l'équipe", "Son accès au dossier suit ces dates.", executer
    )


def membre(request: Requete, dispositif: str, jeune: str, membre: int, acte: str) -> HttpResponse:
    """End a membership, name the referent, name a stand-in."""
    connu = trouver_jeune(request, jeune, section=SECTION)
    trouve = get_object_or_404(
        MembreEquipe.objects.select_related("professionnel"),
        pk=membre,
        jeune=connu,
        dispositif_id=request.dispositif.pk,
    )
    if acte not in ACTES:
        raise Http404("Cet acte n'existe pas.")
    return ACTES[acte](request, connu, trouve)


@require_POST
def arreter_remplacement(request: Requete, dispositif: str, jeune: str, remplacement: int) -> HttpResponse:
    """Stop a stand-in: called off before it begins, else ended yesterday so that access stops now."""
    connu = trouver_jeune(request, jeune, section=SECTION)
    trouve = get_object_or_404(
        Remplacement.objects.select_related("membre"),
        pk=remplacement,
        membre__jeune=connu,
        membre__dispositif_id=request.dispositif.pk,
    )
    services.arreter_remplacement(request.acteur, remplacement=trouve, le=timezone.localdate() - UN_JOUR)
    messages.success(request, "Le remplacement est arrêté.")
    return redirect(_retour(request, connu))


def _terminer(request: Requete, connu: Jeune, trouve: MembreEquipe) -> HttpResponse:
    return _conduire(
        request,
        connu,
        DepartForm(donnees(request)),
        f"Fin de la présence {de_qui(str(trouve.professionnel))}",
        "L'accès au dossier s'arrête après ce dernier jour ; l'histoire reste.",
        lambda valeurs: services.terminer_membre(request.acteur, membre=trouve, **valeurs),
    )


def _referent(request: Requete, connu: Jeune, trouve: MembreEquipe) -> HttpResponse:
    return _conduire(
        request,
        connu,
        ReferentForm(donnees(request)),
        f"Désigner {trouve.professionnel} comme référent ou référente",
        "La personne qui l'est aujourd'hui reste dans l'équipe.",
        lambda valeurs: services.designer_referent(request.acteur, membre=trouve, **valeurs),
    )


def _remplacer(request: Requete, connu: Jeune, trouve: MembreEquipe) -> HttpResponse:
    def executer(valeurs: dict[str, Any]) -> models.Model:
        qui = valeurs.pop("remplacant")
        return services.nommer_remplacant(request.acteur, membre=trouve, remplacant_id=qui, **valeurs)

    fonction = fonctions().get(trouve.fonction, trouve.fonction).lower()
    return _conduire(
        request,
        connu,
        RemplacementForm(donnees(request), dispositif_id=request.dispositif.pk),
        f"Remplacer {trouve.professionnel}",
        f"La personne nommée lit ce que la fonction « {fonction} » ouvre, ces jours-là seulement.",
        executer,
    )


ACTES: dict[str, Callable[[Requete, Jeune, MembreEquipe], HttpResponse]] = {
    "terminer": _terminer,
    "referent": _referent,
    "remplacer": _remplacer,
}


def _conduire(
    request: Requete,
    jeune: Jeune,
    form: django_forms.Form,
    titre: str,
    phrase: str,
    executer: Callable[[dict[str, Any]], models.Model],
) -> HttpResponse:
    page = PageFormulaire(
        titre=f"{titre} : {jeune}", phrase=phrase, bouton="Enregistrer", retour=_retour(request, jeune)
    )
    return conduire(request, form, page=page, executer=executer, fait="L'équipe est à jour.")


def _retour(request: Requete, jeune: Jeune) -> str:
    return reverse("parcours:equipe", args=[request.dispositif.code, jeune.identifiant])
