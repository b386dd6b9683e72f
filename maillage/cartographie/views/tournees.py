"""Rounds: the week of a dispositif, what a day asks, planning it."""

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
from maillage.cartographie.models import EtatEtude, PlanTournees, SensTournee
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.presentation.tournees import heure_dite
from maillage.cartographie.selectors.plans import derniers_plans, jeunes_par_identifiant, plans_conduits
from maillage.cartographie.selectors.transport import Journee, LectureTransport, lire_transport
from maillage.cartographie.services.tournees import DemandePlan, demander_plan
from maillage.cartographie.taches import lancer_plan
from maillage.cartographie.tournees.domain.journee import MOTIFS
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.valeurs import ecrire_heure as heure_iso
from maillage.socle.acteur import Acces
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures
from maillage.structures import selectors as structures

JOURS_OUVRES = 5
UNE_SEMAINE = dt.timedelta(weeks=1)
Plans = dict[tuple[dt.date, str], PlanTournees]


@require_safe
def choisir(request: Requete) -> HttpResponse:
    """Choose a dispositif; go straight to the only one."""
    dispositifs = list(structures.dispositifs_visibles(request.acteur, TOURNEES))
    if len(dispositifs) == 1:
        return HttpResponseRedirect(reverse("cartographie:tournees", args=[dispositifs[0].code]))
    contexte = {"titre": "Tournées", "onglet": "tournees", "nom_url": "cartographie:tournees"}
    return render(request, "cartographie/choisir.html", {**contexte, "dispositifs": dispositifs})


@require_safe
def page(request: Requete, dispositif: str) -> HttpResponse:
    """Show a week of rounds, and the day chosen: who rides, who does not and why, with which plan."""
    jour = JourForm(request.GET or None).choisi(timezone.localdate())
    lundi = semaine_de(jour).lundi
    dernier = max(lundi + dt.timedelta(days=JOURS_OUVRES - 1), jour)
    lecture = lire_transport(request.acteur, request.dispositif, lundi, dernier)
    plans = derniers_plans(request.acteur, request.dispositif, lundi, dernier)
    conduits = plans_conduits(request.acteur, request.dispositif, lundi, dernier)
    sens = [_carte(request, lecture, plans, jour, Sens(code)) for code in SensTournee.values]
    vus = {jeune.pk for carte in sens for jeune in carte["nommes"]}
    journaliser_lectures(
        request.acteur, "cartographie.lire_tournees", jeune_ids=vus, dispositif_id=request.dispositif.pk
    )
    contexte = {
        "jour": jour,
        "lundi": lundi,
        "avant": jour - UNE_SEMAINE,
        "apres": jour + UNE_SEMAINE,
        "form_jour": JourForm(initial={"jour": jour}),
        "semaine": _semaine(lecture, plans, conduits, lundi),
        "total": _total(conduits, lundi),
        "sens": sens,
        "absent": _absent(request, plans, jour),
        "peut_ecrire": request.acteur.peut(TOURNEES, Acces.ECRITURE, request.dispositif.pk),
        "form_semaine": PlanifierForm(initial={"jour": jour}),
        "reglages": lecture.reglages,
    }
    return render(request, "cartographie/tournees.html", contexte)


def _semaine(lecture: LectureTransport, plans: Plans, conduits: Plans, lundi: dt.date) -> list[dict[str, Any]]:
    jours = [lundi + dt.timedelta(days=rang) for rang in range(JOURS_OUVRES)]
    return [
        {
            "jour": jour,
            "cellules": [
                {
                    "libelle": SensTournee(code).label.partition(",")[0],
                    "plan": plans.get((jour, code)),
                    "retenu": conduit.pk if (conduit := conduits.get((jour, code))) and conduit.retenu_le else None,
                    "attendus": len(lecture.journee(jour, Sens(code)).passagers),
                }
                for code in SensTournee.values
            ],
        }
        for jour in jours
    ]


def _total(plans: Plans, lundi: dt.date) -> dict[str, float] | None:
    """The sum of the plans that are driven on the five days shown."""
    fin = lundi + dt.timedelta(days=JOURS_OUVRES)
    finis = [p for (jour, _), p in plans.items() if p.etat == EtatEtude.FINIE and lundi <= jour < fin]
    if not finis:
        return None
    return {"plans": len(finis), **{cle: sum(p.resultat[cle] for p in finis) for cle in ("km", "cout", "minutes")}}


def _carte(request: Requete, lecture: LectureTransport, plans: Plans, jour: dt.date, sens: Sens) -> dict[str, Any]:
    """One direction of the day chosen; a plan is said stale when the agenda has changed since."""
    plan = plans.get((jour, str(sens)))
    journee = lecture.journee(jour, sens, plan.retires if plan else ())
    return {
        "code": str(sens),
        "libelle": SensTournee(sens).label,
        "journee": journee,
        "arrivee": _arrivee(journee),
        "hors": [(jeune, MOTIFS[motif]) for jeune, motif in journee.hors],
        "places": sum(max(0, v.capacite - lecture.reglages.conducteur_places) for v in journee.vehicules),
        "plan": plan,
        "ecart": ecart_avec_l_agenda(request, plan, journee) if plan else None,
        "nommes": [p.jeune for p in journee.passagers] + [jeune for jeune, _ in journee.hors],
        "form": PlanifierForm(initial={"jour": jour, "sens": str(sens)}, auto_id=f"id_{sens}_%s"),
    }


def _arrivee(journee: Journee) -> tuple[str, str] | None:
    if journee.arrivee is None:
        return None
    return heure_dite(heure_iso(journee.arrivee.debut)), heure_dite(heure_iso(journee.arrivee.fin))


def ecart_avec_l_agenda(request: Requete, plan: PlanTournees, journee: Journee) -> dict[str, list[Any]] | None:
    """Who rides today and not in the plan, and the other way; None when they agree."""
    ids = set(plan.retires) | {jeune["id"] for jeune in (plan.probleme or {}).get("jeunes", ())}
    du_jour = {passager.jeune.identifiant: passager.jeune for passager in journee.passagers}
    partis = ids - du_jour.keys() - set(plan.retires)
    nouveaux = [du_jour[nom] for nom in sorted(du_jour.keys() - ids)]
    if not partis and not nouveaux:
        return None
    return {
        "partis": list(jeunes_par_identifiant(request.acteur, request.dispositif, partis).values()),
        "nouveaux": nouveaux,
    }


def _absent(request: Requete, plans: Plans, jour: dt.date) -> dict[str, Any] | None:
    """The young person that another page speaks of, and the rounds of that day that still expect them."""
    nom = request.GET.get("jeune", "")
    jeune = jeunes_par_identifiant(request.acteur, request.dispositif, [nom]).get(nom) if nom else None
    if jeune is None:
        return None
    du_jour = [plan for (le, _), plan in plans.items() if le == jour]
    tenus = [plan for plan in du_jour if nom in {j["id"] for j in plan.probleme.get("jeunes", ())}]
    return {"jeune": jeune, "plans": tenus}


@require_POST
def planifier(request: Requete, dispositif: str) -> HttpResponse:
    """Plan one direction of a day."""
    form = PlanifierForm(request.POST)
    retour = reverse("cartographie:tournees", args=[dispositif])
    if not form.is_valid() or not form.cleaned_data["sens"]:
        messages.error(request, "Choisissez un jour, un sens et des temps de trajet.")
        return HttpResponseRedirect(retour)
    lus = form.cleaned_data
    try:
        plan = demander_plan(
            request.acteur, request.dispositif, DemandePlan(lus["jour"], lus["sens"], lus["fournisseur"])
        )
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return HttpResponseRedirect(f"{retour}?jour={lus['jour'].isoformat()}")
    lancer_plan(plan)
    return HttpResponseRedirect(reverse("cartographie:plan", args=[dispositif, plan.pk]))


@require_POST
def planifier_semaine(request: Requete, dispositif: str) -> HttpResponse:
    """Plan both directions of the five days: a typical week. Days without anyone are passed over."""
    form = PlanifierForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez une semaine et des temps de trajet.")
        return HttpResponseRedirect(reverse("cartographie:tournees", args=[dispositif]))
    lundi, demandes = semaine_de(form.cleaned_data["jour"]).lundi, 0
    for rang in range(JOURS_OUVRES):
        for sens in SensTournee.values:
            jour = lundi + dt.timedelta(days=rang)
            demande = DemandePlan(jour, sens, form.cleaned_data["fournisseur"])
            try:
                lancer_plan(demander_plan(request.acteur, request.dispositif, demande), parmi_d_autres=True)
                demandes += 1
            except ValidationError:
                continue
    if demandes:
        messages.success(
            request, f"Tournées demandées pour la semaine : {demandes}. Elles arrivent l'une après l'autre."
        )
    else:
        messages.error(request, "Rien n'est à planifier cette semaine : ni passager, ni véhicule libre.")
    return HttpResponseRedirect(
        f"{reverse('cartographie:tournees', args=[dispositif])}?jour={form.cleaned_data['jour'].isoformat()}"
    )
