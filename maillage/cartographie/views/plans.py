"""A plan of rounds: read it, remove someone, compare it, give each driver a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.exports.tournees import feuille_plan
from maillage.cartographie.forms.tournees import FactureForm, FichierTourneesForm
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.presentation.plans import nommer
from maillage.cartographie.presentation.tournees import Lecteur, PlanLu, carte_du_plan, mesures_actuelles
from maillage.cartographie.selectors.plans import dernier_plan, jeunes_du_plan, plan_retenu, plans_visibles
from maillage.cartographie.selectors.reglages_transport import lire_reglages
from maillage.cartographie.selectors.semaine_type import journee_du_plan
from maillage.cartographie.services.ajustements import retirer_seul
from maillage.cartographie.services.arrets import arreter_le_calcul
from maillage.cartographie.services.comparaison import comparer_a_l_agenda, comparer_a_un_fichier, noter_facture
from maillage.cartographie.services.tournees import refaire_avec, replanifier
from maillage.cartographie.taches import lancer_plan
from maillage.cartographie.views.tournees import ecart_avec_l_agenda
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures
from maillage.socle.tableur import FORMATS, reponse


@require_safe
def detail(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Show a plan: its progress, why it stopped, or its rounds."""
    plan = _trouver(request, pk)
    if request.htmx and plan.etat in {EtatEtude.FINIE, EtatEtude.ECHEC}:
        return HttpResponse(headers={"HX-Refresh": "true"})
    contexte: dict[str, Any] = {
        "plan": plan,
        "peut_ecrire": request.acteur.peut(TOURNEES, Acces.ECRITURE, request.dispositif.pk),
        "dernier": dernier_plan(request.dispositif.pk, plan.jour, plan.sens, semaine_type=plan.semaine_type),
        "nom": nommer(plan),
    }
    if plan.etat == EtatEtude.FINIE:
        contexte |= _resultat(request, plan)
    return render(request, "cartographie/plan.html", contexte)


def _resultat(request: Requete, plan: PlanTournees, **formulaires: Any) -> dict[str, Any]:
    lecteur, lu = lire(request, plan)
    lecture, journee = journee_du_plan(request.acteur, request.dispositif, plan)
    code = request.dispositif.code
    return {
        "lu": lu,
        "retenu": plan_retenu(plan),
        "changements": lecteur.changements(),
        "retires": [(nom, lecteur.nom(nom)) for nom in plan.retires],
        "ecart": ecart_avec_l_agenda(request, plan, journee),
        "carte": carte_du_plan(plan, lu, reverse("cartographie:plan_donnees", args=[code, plan.pk])),
        "reglages": lecture.reglages,
        "facture": _facture(plan, lu),
        "hier": mesures_actuelles(plan, lecture.reglages),
        "form_fichier": FichierTourneesForm(),
        "form_facture": FactureForm(initial={"montant": plan.facture, "version": plan.version}),
        "liens_export": [
            (extension.upper(), reverse("cartographie:plan_export", args=[code, plan.pk, extension]))
            for extension in FORMATS
        ]
        + [("Problème (JSON, pour la commande)", reverse("cartographie:plan_probleme", args=[code, plan.pk]))],
        **formulaires,
    }


def _facture(plan: PlanTournees, lu: PlanLu) -> dict[str, float] | None:
    """The invoice beside the plan; the share is of the plan."""
    if plan.facture is None:
        return None
    ecart = float(plan.facture) - lu.cout
    return {"montant": float(plan.facture), "ecart": ecart, "part": ecart / lu.cout if lu.cout else 0.0}


def lire(request: Requete, plan: PlanTournees) -> tuple[Lecteur, PlanLu]:
    """Every reading of names is journaled."""
    jeunes = jeunes_du_plan(request.acteur, request.dispositif, plan)
    journaliser_lectures(
        request.acteur,
        "cartographie.lire_plan",
        jeune_ids=[jeune.pk for jeune in jeunes.values()],
        dispositif_id=request.dispositif.pk,
    )
    lecteur = Lecteur(plan, jeunes)
    return lecteur, lecteur.lire(lire_reglages(request.dispositif.pk, plan.jour))


@require_safe
def donnees(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Send what the map draws: communes passed, counts, never a name."""
    plan = trouver_fini(request, pk)
    lu = Lecteur(plan, {}).lire(lire_reglages(request.dispositif.pk, plan.jour))
    return JsonResponse(carte_du_plan(plan, lu, "")["geojson"], content_type="application/geo+json")


@require_safe
def exporter(request: Requete, dispositif: str, pk: int, extension: str) -> HttpResponse:
    """Send the stops."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    plan = trouver_fini(request, pk)
    _, lu = lire(request, plan)
    return reponse(feuille_plan(plan, lu), f"tournees-{plan.jour.isoformat()}-{plan.sens.lower()}", extension)


@require_safe
def probleme(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Send the problem of contract 5, as `maillage cartographie tournees` reads it: identifiers and communes, no name."""
    plan = trouver_fini(request, pk)
    nom = f"probleme-{plan.jour.isoformat()}-{plan.sens.lower()}.json"
    return JsonResponse(plan.probleme, headers={"Content-Disposition": f'attachment; filename="{nom}"'})


@require_POST
def retirer(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Plan again: without someone, with someone put back, or as the agenda now says."""
    plan, jeune = _trouver(request, pk), request.POST.get("jeune", "")
    try:
        if "seulement" in request.POST:
            return _vers(request, retirer_seul(request.acteur, request.dispositif, plan, jeune))
        remettre = request.POST.get("remettre", "")
        nouveau = replanifier(request.acteur, request.dispositif, plan, retirer=jeune, remettre=remettre)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return _vers(request, plan)
    return _vers(request, lancer_plan(nouveau))


@require_POST
def refaire(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Ask again what stopped; other times only when the person chose them."""
    plan = _trouver(request, pk)
    try:
        nouveau = refaire_avec(
            request.acteur, request.dispositif, plan, request.POST.get("fournisseur") or plan.fournisseur
        )
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return _vers(request, plan)
    return _vers(request, lancer_plan(nouveau))


@require_POST
def arreter(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Stop a computation that takes too long."""
    plan = _trouver(request, pk)
    try:
        arreter_le_calcul(request.acteur, plan)
    except ValidationError as refus:
        messages.info(request, " ".join(refus.messages))
    return _vers(request, plan)


@require_POST
def comparer(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Measure today's rounds beside the plan: those of the agenda, or those of a file."""
    plan = trouver_fini(request, pk)
    if "fichier" not in request.FILES and "avec_fichier" not in request.POST:
        try:
            comparer_a_l_agenda(request.acteur, request.dispositif, plan)
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
        return _vers(request, plan, "#comparer")
    form = FichierTourneesForm(request.POST, request.FILES)
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            comparer_a_un_fichier(request.acteur, request.dispositif, plan, (fichier.name, fichier.read()))
        except ValidationError as refus:
            form.add_error("fichier", refus)
        else:
            return _vers(request, plan, "#comparer")
    return _repondre(request, plan, form_fichier=form)


@require_POST
def facture(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Keep the amount invoiced."""
    plan, form = trouver_fini(request, pk), FactureForm(request.POST)
    if form.is_valid():
        try:
            noter_facture(request.acteur, request.dispositif, plan, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Le montant facturé est noté.")
            return _vers(request, plan, "#facture")
    return _repondre(request, plan, form_facture=form)


def _repondre(request: Requete, plan: PlanTournees, **formulaires: Any) -> HttpResponse:
    dernier = dernier_plan(plan.dispositif_id, plan.jour, plan.sens, semaine_type=plan.semaine_type)
    contexte = {"plan": plan, "peut_ecrire": True, "dernier": dernier, "nom": nommer(plan)}
    return render(
        request, "cartographie/plan.html", {**contexte, **_resultat(request, plan, **formulaires)}, status=422
    )


def _vers(request: Requete, plan: PlanTournees, ancre: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("cartographie:plan", args=[request.dispositif.code, plan.pk]) + ancre)


def _trouver(request: Requete, pk: int) -> PlanTournees:
    plan = plans_visibles(request.acteur, request.dispositif).filter(pk=pk).first()
    if plan is None:
        raise Http404("Ce plan n'existe pas dans ce dispositif.")
    return plan


def trouver_fini(request: Requete, pk: int) -> PlanTournees:
    plan = _trouver(request, pk)
    if plan.etat != EtatEtude.FINIE:
        raise Http404("Ce plan n'est pas fini.")
    return plan
