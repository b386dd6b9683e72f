"""The actions: list, entry in two steps, one action and its report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.appui_ressource import referentiels, selectors, services
from maillage.appui_ressource.domain.erreurs import ErreurAppui, VisiteGenee
from maillage.appui_ressource.exports import feuille_actions
from maillage.appui_ressource.forms.actions import ActionForm, CompteRenduForm, FiltresActionsForm
from maillage.appui_ressource.models import DemandeAppui
from maillage.appui_ressource.permissions import SECTION
from maillage.appui_ressource.selectors.actions import actions_visibles
from maillage.appui_ressource.views.listes import adresses_export, journaliser_export, lus
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

PAR_PAGE = 50
SANS_AGENDA = "non"


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the actions, the latest first."""
    form, filtres = _filtres(request)
    actions = selectors.lister_actions(request.acteur, request.dispositif.pk, filtres)
    page = Paginator(actions, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "lignes": selectors.lignes_actions(page.object_list, maintenant=timezone.now()),
        "filtree": bool(request.GET),
        "liens_export": adresses_export(request, "appui:exporter_actions"),
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "appui_ressource/actions.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; nobody is named in it."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    actions = selectors.lister_actions(request.acteur, request.dispositif.pk, filtres)
    feuille = feuille_actions(selectors.lignes_actions(actions, maintenant=timezone.now()))
    journaliser_export(request, "exporter_actions", len(feuille.lignes), extension)
    nom = f"actions-appui-{dispositif}-{timezone.localdate().isoformat()}"
    return tableur.reponse(feuille, nom, extension)


def choisir_type(request: Requete, dispositif: str) -> HttpResponse:
    """Show the four kinds of action, and whether the agenda bears it."""
    demande = _demande(request)
    contexte = {
        "types": referentiels.types_action().values(),
        "demande": demande,
        "souhait": demande.souhait if demande else "",
    }
    return render(request, "appui_ressource/choisir_type.html", contexte)


def nouvelle(request: Requete, dispositif: str, type: str) -> HttpResponse:
    """Show the form of a kind of action, then write it."""
    type_ = referentiels.types_action().get(type.upper())
    if type_ is None:
        raise Http404("Cette nature d'action n'existe pas.")
    demande = _demande(request)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        acteur=request.acteur,
        dispositif=request.dispositif,
        type_=type_,
        dans_l_agenda=request.GET.get("agenda") != SANS_AGENDA,
        le=timezone.localdate(),
        demande=demande,
    )
    genee: VisiteGenee | None = None
    if form.is_bound and form.is_valid():
        try:
            action = services.enregistrer_action(request.acteur, request.dispositif, form.saisie())
        except VisiteGenee as refus:
            genee = refus
        except ErreurAppui as refus:
            placer_refus(form, refus)
        else:
            messages.success(request, "L'action est enregistrée.")
            return redirect(reverse("appui:action", args=[dispositif, action.identifiant]))
    contexte = {"form": form, "type": type_, "demande": demande, "genee": genee}
    statut = 422 if form.errors or genee else 200
    return render(request, "appui_ressource/action_form.html", contexte, status=statut)


def lire(request: Requete, dispositif: str, action: str) -> HttpResponse:
    """Show one action; when it names someone, the reading is journaled."""
    ligne = _ligne(request, action)
    jeune = ligne.action.jeune if request.acteur.peut("identite", dispositif_id=request.dispositif.pk) else None
    if jeune is not None:
        journaliser_lecture(
            request.acteur,
            "appui_ressource.lire_action",
            jeune_id=jeune.pk,
            dispositif_id=request.dispositif.pk,
        )
    contexte = {
        "ligne": ligne,
        "action": ligne.action,
        "jeune": jeune,
        "peut_ecrire": request.acteur.peut(SECTION, Acces.ECRITURE, request.dispositif.pk),
        "peut_agenda": request.acteur.peut("agenda", dispositif_id=request.dispositif.pk),
    }
    return render(request, "appui_ressource/action.html", contexte)


def compte_rendu(request: Requete, dispositif: str, action: str) -> HttpResponse:
    """Write what came out of an action."""
    ligne = _ligne(request, action)
    type_ = referentiels.types_action()[ligne.action.type]
    form = CompteRenduForm(request.POST if request.method == "POST" else None, type_=type_, action=ligne.action)
    retour = reverse("appui:action", args=[dispositif, action])
    if form.is_bound and form.is_valid():
        champs = {nom: form.cleaned_data[nom] for nom in ("compte_rendu", "suite", "n_participants")}
        try:
            services.rendre_compte(
                request.acteur, request.dispositif.pk, action, precisions=form.precisions(), **champs
            )
        except ErreurAppui as refus:
            placer_refus(form, refus)
        else:
            messages.success(request, "Le compte rendu est enregistré.")
            return redirect(retour)
    page = {
        "titre": "Enregistrer le compte rendu",
        "phrase": "Ce qui a été fait, ce qui en ressort, et la suite.",
    }
    contexte = {"form": form, "page": page, "retour": retour, "titre": f"Compte rendu : {ligne.action}"}
    return render(request, "appui_ressource/formulaire.html", contexte, status=422 if form.errors else 200)


def retirer(request: Requete, dispositif: str, action: str) -> HttpResponse:
    """Ask, then erase an action entered by mistake."""
    ligne = _ligne(request, action)
    if request.method == "POST":
        services.retirer_action(request.acteur, request.dispositif, action)
        messages.success(request, "L'action est retirée ; elle ne compte plus.")
        return redirect(reverse("appui:actions", args=[dispositif]))
    suite = "Son événement reste dans l'agenda, annulé." if ligne.action.evenement_id else ""
    page = {"titre": "Retirer l'action", "phrase": f"Elle disparaît de la liste et du compte. {suite}"}
    retour = reverse("appui:action", args=[dispositif, action])
    contexte = {"form": None, "page": page, "retour": retour, "titre": f"Retirer : {ligne.action}"}
    return render(request, "appui_ressource/formulaire.html", contexte)


def _ligne(request: Requete, identifiant: str) -> selectors.LigneAction:
    actions = actions_visibles(request.acteur, request.dispositif.pk).select_related("jeune", "partenaire")
    action: Any = actions.filter(identifiant=identifiant).first()
    if action is None:
        raise Http404("Aucune action de cet identifiant dans ce dispositif.")
    return selectors.lignes_actions([action], maintenant=timezone.now())[0]


def _demande(request: Requete) -> DemandeAppui | None:
    identifiant = request.GET.get("demande", "")
    if not identifiant:
        return None
    visibles = selectors.demandes_visibles(request.acteur, request.dispositif.pk)
    demande = visibles.filter(identifiant=identifiant).first()
    if demande is None:
        raise Http404("Aucune demande de cet identifiant dans ce dispositif.")
    return demande


def _filtres(request: Requete) -> tuple[FiltresActionsForm, selectors.FiltresActions]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresActionsForm(request.GET or None)
    valeurs = lus(form)
    return form, selectors.FiltresActions(
        type=valeurs.get("type", ""),
        structure_type=valeurs.get("structure_type", ""),
        debut=valeurs.get("debut"),
        fin=valeurs.get("fin"),
    )
