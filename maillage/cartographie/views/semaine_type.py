"""The typical week: what each weekday usually asks, planned like a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.forms.tournees import JourForm, PlanifierForm
from maillage.cartographie.models import EtatEtude, SensTournee
from maillage.cartographie.presentation.tournees import heure_dite
from maillage.cartographie.selectors.plans import derniers_plans
from maillage.cartographie.selectors.semaine_type import JOURS_OUVRES, SemaineType, lire_semaine_type
from maillage.cartographie.services.tournees import DemandePlan, demander_plan
from maillage.cartographie.taches import lancer_plan
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.valeurs import ecrire_heure
from maillage.cartographie.views.plans_gardes import peut_ecrire
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures


@require_safe
def page(request: Requete, dispositif: str) -> HttpResponse:
    """Show the typical week: riders and hours of each weekday, and its plans."""
    jour = JourForm(request.GET or None).choisi(timezone.localdate())
    semaine = lire_semaine_type(request.acteur, request.dispositif, jour)
    dernier = semaine.lundi + dt.timedelta(days=JOURS_OUVRES - 1)
    plans = derniers_plans(request.acteur, request.dispositif, semaine.lundi, dernier, semaine_type=True)
    lignes = [_ligne(semaine, plans, rang, code) for rang in range(JOURS_OUVRES) for code in SensTournee.values]
    vus = {passager.jeune.pk for ligne in lignes for passager in ligne["journee"].passagers}
    acte = "cartographie.lire_semaine_type"
    journaliser_lectures(request.acteur, acte, jeune_ids=vus, dispositif_id=request.dispositif.pk)
    finis = [ligne["plan"] for ligne in lignes if ligne["plan"] is not None and ligne["plan"].etat == EtatEtude.FINIE]
    contexte = {
        "semaine": semaine,
        "lignes": lignes,
        "attendus": sum(len(ligne["journee"].passagers) for ligne in lignes),
        "total": {cle: sum(p.resultat[cle] for p in finis) for cle in ("km", "cout", "minutes")} if finis else None,
        "finis": len(finis),
        "form_jour": JourForm(initial={"jour": jour}),
        "form": PlanifierForm(initial={"jour": semaine.lundi}),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "cartographie/semaine_type.html", contexte)


def _ligne(semaine: SemaineType, plans: Any, rang: int, code: str) -> dict[str, Any]:
    jour = semaine.lundi + dt.timedelta(days=rang)
    plan = plans.get((jour, code))
    journee = semaine.lecture.journee(jour, Sens(code), plan.retires if plan else ())
    arrivee = journee.arrivee
    return {
        "jour": jour,
        "sens": SensTournee(code).label.partition(",")[0],
        "journee": journee,
        "heure": heure_dite(ecrire_heure(arrivee.fin if code == SensTournee.ALLER else arrivee.debut))
        if arrivee
        else "",
        "plan": plan,
    }


@require_POST
def planifier(request: Requete, dispositif: str) -> HttpResponse:
    """Plan both directions of the five weekdays. A weekday without anyone is passed over."""
    form, retour = PlanifierForm(request.POST), reverse("cartographie:semaine_type", args=[dispositif])
    if not form.is_valid():
        messages.error(request, "Choisissez une semaine et des temps de trajet.")
        return HttpResponseRedirect(retour)
    lundi, demandes = form.cleaned_data["jour"], 0
    for rang in range(JOURS_OUVRES):
        for sens in SensTournee.values:
            jour = lundi + dt.timedelta(days=rang)
            demande = DemandePlan(jour, sens, form.cleaned_data["fournisseur"], semaine_type=True)
            try:
                lancer_plan(demander_plan(request.acteur, request.dispositif, demande), parmi_d_autres=True)
                demandes += 1
            except ValidationError:
                continue
    if demandes:
        messages.success(request, f"Tournées demandées pour la semaine type : {demandes}.")
    else:
        messages.error(request, "Rien n'est à planifier dans la semaine type : ni passager habituel, ni véhicule.")
    return HttpResponseRedirect(f"{retour}?jour={lundi.isoformat()}")
