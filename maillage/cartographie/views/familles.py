"""Families to tell the hours of a plan to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.presentation.familles import COLONNES, FamilleDite, dire, feuille_familles, rapport_familles
from maillage.cartographie.presentation.plans import nommer
from maillage.cartographie.selectors.familles import familles_a_prevenir, plan_deja_dit
from maillage.cartographie.selectors.plans import plans_visibles
from maillage.cartographie.services.familles import empechement_a_prevenir, prevenir_les_familles
from maillage.socle.acteur import Acces
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.listes import envoyer_liste, liens, trouve
from maillage.socle.rapports import FICHIERS
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lectures
from maillage.socle.tableur import FORMATS


@require_safe
def page(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Show whose hour changes, who reads a mail, who is to be called."""
    plan = _fini(request, pk)
    dit, lignes = _lire(request, plan)
    formats = (*FORMATS, *FICHIERS)
    contexte = {
        "plan": plan,
        "nom": nommer(plan),
        "dit": dit,
        "lignes": lignes,
        "colonnes": COLONNES,
        "par_courriel": sum(not ligne.a_appeler for ligne in lignes),
        "a_appeler": sum(ligne.a_appeler for ligne in lignes),
        "empechement": empechement_a_prevenir(plan),
        "peut_ecrire": request.acteur.peut(TOURNEES, Acces.ECRITURE, request.dispositif.pk),
        "liens_export": liens(request, "cartographie:plan_familles_export", dispositif, pk, formats=formats),
    }
    return render(request, "cartographie/familles.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, pk: int, extension: str) -> HttpResponse:
    """Send the list to call from."""
    plan = _fini(request, pk)
    _, lignes = _lire(request, plan)
    return envoyer_liste(
        request,
        lambda: feuille_familles(plan, lignes),
        f"familles-{plan.jour.isoformat()}-{plan.sens.lower()}",
        extension,
        lambda: rapport_familles(plan, lignes, auteur=str(request.dispositif)),
        acte="cartographie.exporter_familles",
    )


@require_POST
def prevenir(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Send the mails, and note that the hours were told."""
    plan = _fini(request, pk)
    try:
        nombre = prevenir_les_familles(request.acteur, request.dispositif, plan)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"C'est noté. {ecrire_compte(nombre, 'courriel part', 'courriels partent')}.")
    return HttpResponseRedirect(reverse("cartographie:plan_familles", args=[dispositif, pk]))


def _lire(request: Requete, plan: PlanTournees) -> tuple[PlanTournees | None, list[FamilleDite]]:
    """The plan told before, and what changes since; of a plan told already, everyone. Reading names is journaled."""
    dit = None if plan.familles_prevenues_le else plan_deja_dit(plan)
    familles = familles_a_prevenir(request.acteur, request.dispositif, plan, dit)
    cles, acte = [famille.jeune.pk for famille in familles], "cartographie.lire_familles_a_prevenir"
    journaliser_lectures(request.acteur, acte, jeune_ids=cles, dispositif_id=request.dispositif.pk)
    return dit, [dire(famille, premiere_fois=dit is None) for famille in familles]


def _fini(request: Requete, pk: int) -> PlanTournees:
    plan = plans_visibles(request.acteur, request.dispositif).filter(pk=pk, etat=EtatEtude.FINIE).first()
    return trouve(plan, "Ce plan n'existe pas dans ce dispositif, ou n'est pas fini.")
