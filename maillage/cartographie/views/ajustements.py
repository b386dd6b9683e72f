"""A plan changed by hand: each change is checked at once, then kept as a new plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from maillage.cartographie.forms.plans import AjusterForm
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.presentation.plans import nommer
from maillage.cartographie.presentation.tournees import Lecteur, changements_dits, refus_dits
from maillage.cartographie.selectors.plans import jeunes_du_plan, plans_visibles
from maillage.cartographie.services.ajustements import EssaiAjustement, ajuster_plan, essayer, places_actuelles
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures


def page(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Put someone in another vehicle, or take someone off: what it changes, which rule refuses it, then keep it."""
    plan = plans_visibles(request.acteur, request.dispositif).filter(pk=pk, etat=EtatEtude.FINIE).first()
    if plan is None:
        raise Http404("Ce plan n'existe pas dans ce dispositif, ou n'est pas fini.")
    jeunes = jeunes_du_plan(request.acteur, request.dispositif, plan)
    cles, acte = [jeune.pk for jeune in jeunes.values()], "cartographie.lire_plan"
    journaliser_lectures(request.acteur, acte, jeune_ids=cles, dispositif_id=request.dispositif.pk)
    lecteur, essai = Lecteur(plan, jeunes), None
    form = _formulaire(request, plan, lecteur)
    if form.is_bound and form.is_valid():
        try:
            if "garder" in request.POST:
                return _garder(request, plan, form.voulu())
            essai = essayer(plan, form.voulu())
        except ValidationError as refus:
            form.add_error(None, refus)
            essai = essayer(plan, form.voulu()) if refus.code == "refus" else None
    contexte = {"plan": plan, "form": form, "nom": nommer(plan), "lecteur": lecteur, **_dire(lecteur, essai)}
    return render(request, "cartographie/ajuster.html", contexte)


def _garder(request: Requete, plan: PlanTournees, voulu: dict[str, str]) -> HttpResponse:
    nouveau = ajuster_plan(request.acteur, request.dispositif, plan, voulu)
    messages.success(request, "Le plan ajusté est gardé ; le précédent reste dans la liste.")
    return HttpResponseRedirect(reverse("cartographie:plan", args=[request.dispositif.code, nouveau.pk]))


def _formulaire(request: Requete, plan: PlanTournees, lecteur: Lecteur) -> AjusterForm:
    """By vehicle, then by name; those without a round first."""
    lus = ((nom, lecteur.nom(nom), vehicule) for nom, vehicule in places_actuelles(plan).items())
    return AjusterForm(
        request.POST if request.method == "POST" else None,
        passagers=sorted(lus, key=lambda lu: (lu[2], lu[1])),
        vehicules=[vehicule["id"] for vehicule in plan.probleme["vehicules"]],
    )


def _dire(lecteur: Lecteur, essai: EssaiAjustement | None) -> dict[str, Any]:
    if essai is None:
        return {}
    return {
        "essai": essai,
        "refus": refus_dits(lecteur, essai.ajustement.refus),
        "changements": changements_dits(lecteur, essai.difference.get("jeunes", ())),
    }
