"""Journeys between places."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.carte_de_vie import services
from maillage.carte_de_vie.forms import TrajetForm
from maillage.carte_de_vie.selectors.ressentis import jeux_proposes
from maillage.carte_de_vie.views.commun import (
    PageSaisie,
    acte,
    conduire,
    donnees,
    entrer_pour_dessiner,
    lien,
    montrer,
    vue_de,
)
from maillage.socle.listes import trouve
from maillage.socle.requete import Requete


def ajouter(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Draw a journey; two places are needed first."""
    porte = entrer_pour_dessiner(request, jeune)
    lieux = vue_de(request, porte).carte.au(timezone.localdate()).lieux
    jeux = jeux_proposes(porte.dispositif_id)
    form = TrajetForm(donnees(request), lieux=lieux, moi=porte.moi, jeux=jeux)
    page = PageSaisie(
        "trajet.ajouter",
        "Mettre sur la carte",
        lien(request, porte, "carte"),
        "Le trajet est sur la carte.",
        gabarit="carte_de_vie/trajet.html",
    )

    def executer() -> None:
        services.ajouter_trajet(porte, saisie=form.saisie(), maintenant=timezone.now())

    return conduire(request, porte, form, page=page, executer=executer, assez=len(lieux) > 1)


@require_POST
def finir(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """The journey is no longer made; it stays on the maps of before."""
    porte = entrer_pour_dessiner(request, jeune)
    faire = partial(services.finir_trajet, porte, cle, maintenant=timezone.now())
    annuler = lien(request, porte, "trajet_reprendre", cle)
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="Ce trajet est fini.", annuler=annuler)


@require_POST
def reprendre(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """The journey is made again."""
    porte = entrer_pour_dessiner(request, jeune)
    faire = partial(services.reprendre_trajet, porte, cle, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="Ce trajet est de nouveau sur la carte.")


def effacer(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Say that erasing is for ever, then erase a journey."""
    porte = entrer_pour_dessiner(request, jeune)
    if request.method != "POST":
        carte = vue_de(request, porte).carte
        trajet = trouve(next((un for un in carte.trajets if un.cle == cle), None), "Aucun trajet à cette adresse.")
        contexte = {"trajet": trajet, "de": carte.lieu(trajet.de), "vers": carte.lieu(trajet.vers)}
        return montrer(request, porte, "carte_de_vie/trajet_effacer.html", contexte)
    faire = partial(services.effacer_trajet, porte, cle, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="Ce trajet est effacé.")
