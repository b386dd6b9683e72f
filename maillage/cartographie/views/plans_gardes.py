"""The plans kept: their history, two of them side by side, the one that is driven, today's rounds entered by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.forms.plans import FiltresPlansForm, SaisieTourneesForm
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.presentation.plans import (
    feuille_comparaison,
    feuille_plans,
    lignes_dites,
    mesures_comparees,
    nommer,
)
from maillage.cartographie.selectors.plans import jeunes_du_plan, jeunes_par_identifiant, plans_visibles
from maillage.cartographie.selectors.plans_gardes import deux_plans, ligne_de, lignes_comparees, lister_plans
from maillage.cartographie.services.comparaison import comparer_a_une_saisie
from maillage.cartographie.services.tournees import retenir_plan
from maillage.socle.acteur import Acces
from maillage.socle.listes import en_pages, liens, trouve
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures
from maillage.socle.tableur import FORMATS, reponse

CHIFFRES_D_UNE_CLE = 10


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show every plan kept, and let two be chosen."""
    form = FiltresPlansForm(request.GET or None)
    filtres = form.filtres(request.GET.get("tri", "-jour"))
    page = en_pages(request, lister_plans(request.acteur, request.dispositif, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [ligne_de(plan) for plan in page],
        "liens_export": liens(request, "cartographie:plans_export", dispositif),
    }
    return render(request, "cartographie/plans.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list: numbers, no name."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    filtres = FiltresPlansForm(request.GET or None).filtres(request.GET.get("tri", "-jour"))
    plans = lister_plans(request.acteur, request.dispositif, filtres)
    return reponse(feuille_plans(ligne_de(plan) for plan in plans), "plans-de-tournees", extension)


@require_safe
def comparer(request: Requete, dispositif: str) -> HttpResponse:
    """Show two plans side by side, whatever their days."""
    lus = _comparaison(request)
    contexte = {**lus, "liens_export": liens(request, "cartographie:plans_comparer_export", dispositif)} if lus else {}
    return render(request, "cartographie/comparer_plans.html", contexte)


@require_safe
def exporter_comparaison(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the comparison."""
    lus = _comparaison(request)
    if extension not in FORMATS or not lus:
        raise Http404("Cette comparaison n'existe pas : choisissez deux plans finis.")
    feuille = feuille_comparaison(lus["plans"], lus["mesures"], lus["lignes"])
    return reponse(feuille, "plans-compares", extension)


def _comparaison(request: Requete) -> dict[str, Any]:
    """Empty without two finished plans. Reading names is journaled."""
    cles = [int(mot) for mot in request.GET.getlist("p") if mot.isdecimal() and len(mot) < CHIFFRES_D_UNE_CLE]
    plans = deux_plans(request.acteur, request.dispositif, cles)
    if len(plans) != 2:
        return {}
    lignes = lignes_comparees(*plans)
    jeunes = jeunes_par_identifiant(request.acteur, request.dispositif, [ligne.identifiant for ligne in lignes])
    journaliser_lectures(
        request.acteur,
        "cartographie.comparer_deux_plans",
        jeune_ids=[jeune.pk for jeune in jeunes.values()],
        dispositif_id=request.dispositif.pk,
    )
    return {
        "plans": plans,
        "noms": [nommer(plan) for plan in plans],
        "mesures": mesures_comparees(*plans),
        "lignes": lignes_dites(lignes, {nom: str(jeune) for nom, jeune in jeunes.items()}),
        "autre_sens": plans[0].sens != plans[1].sens,
        "autres_temps": plans[0].fournisseur != plans[1].fournisseur,
    }


@require_POST
def retenir(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Keep a plan as the one that is driven, or keep none."""
    plan, retenu = _trouver(request, pk), "ne-plus" not in request.POST
    adresse = reverse("cartographie:plan", args=[dispositif, pk])
    try:
        retenir_plan(request.acteur, request.dispositif, plan, retenu=retenu)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return HttpResponseRedirect(adresse)
    phrase = "Ce plan est retenu : c'est lui qui roule." if retenu else "Plus aucun plan n'est retenu pour ce trajet."
    messages.success(request, phrase)
    return HttpResponseRedirect(adresse)


def saisir(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Enter today's rounds by hand, then measure them beside the plan."""
    plan = _trouver(request, pk)
    if plan.etat != EtatEtude.FINIE:
        raise Http404("Ce plan n'est pas fini.")
    form = _formulaire(request, plan)
    if form.is_bound and form.is_valid():
        try:
            comparer_a_une_saisie(request.acteur, request.dispositif, plan, form.montent())
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Les tournées d'aujourd'hui sont mesurées à côté du plan.")
            return HttpResponseRedirect(reverse("cartographie:plan", args=[dispositif, pk]) + "#comparer")
    contexte = {"plan": plan, "form": form, "nom": nommer(plan)}
    return render(request, "cartographie/saisir_tournees.html", contexte, status=422 if form.errors else 200)


def _formulaire(request: Requete, plan: PlanTournees) -> SaisieTourneesForm:
    """Filled with the rounds measured last, in their order."""
    jeunes = jeunes_du_plan(request.acteur, request.dispositif, plan)
    cles = [jeune.pk for jeune in jeunes.values()]
    acte = "cartographie.saisir_tournees"
    journaliser_lectures(request.acteur, acte, jeune_ids=cles, dispositif_id=request.dispositif.pk)
    noms = [(lu["id"], str(jeunes[lu["id"]])) for lu in plan.probleme["jeunes"] if lu["id"] in jeunes]
    passagers = sorted(noms, key=lambda paire: paire[1])
    places = {
        nom: (tournee["vehicule"], rang)
        for tournee in plan.actuelles.get("tournees", ())
        for rang, nom in enumerate(tournee["jeunes"], start=1)
    }
    initial: dict[str, Any] = {}
    for place, (nom, _) in enumerate(passagers):
        initial[f"vehicule_{place}"], initial[f"rang_{place}"] = places.get(nom, ("", None))
    return SaisieTourneesForm(
        request.POST if request.method == "POST" else None,
        passagers=passagers,
        vehicules=[vehicule["id"] for vehicule in plan.probleme["vehicules"]],
        initial=initial,
    )


def _trouver(request: Requete, pk: int) -> PlanTournees:
    plan = plans_visibles(request.acteur, request.dispositif).filter(pk=pk).first()
    return trouve(plan, "Ce plan n'existe pas dans ce dispositif.")


def peut_ecrire(request: Requete) -> bool:
    """Whether the person organises the rounds here."""
    return request.acteur.peut(TOURNEES, Acces.ECRITURE, request.dispositif.pk)
