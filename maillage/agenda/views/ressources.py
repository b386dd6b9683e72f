"""Rooms, vehicles and equipment: the list, one with its bookings, and the acts on it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.exports import feuille_des_ressources
from maillage.agenda.forms import FiltresRessourcesForm, IndisponibiliteForm, RessourceForm
from maillage.agenda.models import Ressource
from maillage.agenda.views.base import (
    envoye,
    executer,
    executer_formulaire,
    exporter_feuille,
    lien,
    liens_d_export,
    page_formulaire,
    peut_ecrire,
    peut_regler,
    version_lue,
)
from maillage.socle.requete import Requete

PAR_PAGE = 50
PROCHAINES = 20


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show what can be booked, what is taken now, and when next."""
    form = FiltresRessourcesForm(request.GET or None)
    ressources = selectors.lister_ressources(request.acteur, request.dispositif, form.filtres(), le=timezone.now())
    page = Paginator(ressources, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "peut_regler": peut_regler(request),
        "liens_export": liens_d_export(request, "ressources_export"),
        "filtree": bool(request.GET),
    }
    return render(request, "agenda/ressources.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresRessourcesForm(request.GET or None).filtres()
    ressources = list(selectors.lister_ressources(request.acteur, request.dispositif, filtres, le=timezone.now()))
    return exporter_feuille(request, feuille_des_ressources(ressources), "salles-et-vehicules", extension)


def ressource(request: Requete, dispositif: str, ressource: str) -> HttpResponse:
    """Show one resource and what it is booked for; sending the form takes it out of use for a time."""
    lue = _ressource(request, ressource)
    form = IndisponibiliteForm(envoye(request), initial={"debut": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        debut, fin = form.moments()
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.declarer_indisponibilite(
                request.acteur,
                request.dispositif,
                identifiant=ressource,
                debut=debut,
                fin=fin,
                motif=form.cleaned_data["motif"],
            ),
            retour=lien(request, "ressource", ressource),
        )
        if reponse is not None:
            return reponse
    a_venir = selectors.reservations_a_venir(request.acteur, request.dispositif, lue)
    contexte = {
        "ressource": lue,
        "places": selectors.places_en_mots(lue),
        "arrets": [(arret, selectors.indisponibilite_en_mots(arret)) for arret in lue.a_venir],  # type: ignore[attr-defined]
        "cartes": selectors.cartes(a_venir[:PROCHAINES]),
        "form": form,
        "peut_ecrire": peut_ecrire(request),
        "peut_regler": peut_regler(request),
    }
    return render(request, "agenda/ressource.html", contexte, status=422 if form.errors else 200)


def creer(request: Requete, dispositif: str) -> HttpResponse:
    """Add a resource."""
    form = RessourceForm(envoye(request), dispositif_id=request.dispositif.pk, initial=request.GET.dict())
    retour = lien(request, "ressources")
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.creer_ressource(request.acteur, request.dispositif, saisie=form.saisie()),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre="Ajouter une salle, un véhicule ou du matériel",
        phrase="Il se réserve ensuite avec chaque événement ; deux réservations en même temps se voient avant d'être enregistrées.",
        bouton="Ajouter",
        retour=retour,
        ici="ressources",
    )


def modifier(request: Requete, dispositif: str, ressource: str) -> HttpResponse:
    """Change what is said of a resource."""
    lue = _ressource(request, ressource)
    form = RessourceForm(envoye(request), dispositif_id=request.dispositif.pk, ressource=lue)
    retour = lien(request, "ressource", ressource)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.modifier_ressource(
                request.acteur,
                request.dispositif,
                identifiant=ressource,
                saisie=form.saisie(),
                version=form.cleaned_data["version"] or 0,
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return page_formulaire(
        request,
        form,
        titre=f"Modifier « {lue} »",
        phrase="Ses réservations ne changent pas.",
        bouton="Enregistrer",
        retour=retour,
        ici="ressources",
    )


@require_POST
def retirer(request: Requete, dispositif: str, ressource: str) -> HttpResponse:
    """Take the resource out of the agenda, or put it back."""
    return executer(
        request,
        lambda: services.retirer_ressource(
            request.acteur, request.dispositif, identifiant=ressource, version=version_lue(request)
        ),
        retour=lien(request, "ressource", ressource),
    )


@require_POST
def rendre(request: Requete, dispositif: str, ressource: str, indisponibilite: int) -> HttpResponse:
    """Say that the resource can be used after all."""
    return executer(
        request,
        lambda: services.supprimer_indisponibilite(
            request.acteur, request.dispositif, identifiant=ressource, indisponibilite_id=indisponibilite
        ),
        retour=lien(request, "ressource", ressource),
    )


def _ressource(request: Requete, identifiant: str) -> Ressource:
    lue = selectors.lire_ressource(request.acteur, request.dispositif, identifiant)
    if lue is None:
        raise Http404("Cette ressource n'existe pas, ou plus, dans ce dispositif.")
    return lue
