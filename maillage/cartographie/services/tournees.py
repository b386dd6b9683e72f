"""Rounds: asked for a day, computed now or in the background, replanned when someone is absent; each plan stays as it was."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.lecture.tables import EntreeRefuseeError
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.selectors.plans import dernier_plan, semblables
from maillage.cartographie.selectors.probleme_tournees import ecrire_probleme, ecrire_temps, points_exacts
from maillage.cartographie.selectors.semaine_type import lecture_pour
from maillage.cartographie.services.arrets import commencer, conclure
from maillage.cartographie.services.temps import ESTIMATION, fournisseur, fournisseurs_offerts
from maillage.cartographie.tournees.calcul import PlanFautifError, calculer
from maillage.cartographie.tournees.domain.continuite import garder_les_vehicules
from maillage.cartographie.tournees.domain.difference import comparer
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.ecriture import objet_resultat
from maillage.cartographie.tournees.lecture import relire_probleme
from maillage.cartographie.tournees.solveur.resolution import Minuterie
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

SECONDES_MOTEUR = 60.0
SECONDES_CALCUL = 25.0
"""How long the search of one plan may last; a proof ends it sooner."""
SECONDES_COURTES = 4.0
PETIT, PETIT_PARMI_D_AUTRES = 24, 8
"""Up to so many riders, a plan is made within the request: alone, or with those of a week."""
PLUS_RECENT = "Un plan plus récent de ce jour existe : ouvrez-le avant de changer quelque chose."


@dataclass(frozen=True)
class DemandePlan:
    """A day, a direction, where times come from, identifiers of those removed by hand; `precedent`: the plan it replaces.

    `semaine_type`: what the weeks before usually ask of that weekday, rather than that day itself.
    """

    jour: dt.date
    sens: str
    fournisseur: str
    retires: tuple[str, ...] = ()
    precedent: PlanTournees | None = None
    semaine_type: bool = False


@transaction.atomic
def demander_plan(acteur: Acteur, dispositif: DispositifVise, demande: DemandePlan) -> PlanTournees:
    """Keep the question, read from the agenda of that day; refused, with its reason, when there is nothing to plan."""
    exiger(acteur, TOURNEES, dispositif.pk)
    if demande.fournisseur not in fournisseurs_offerts():
        raise ValidationError({"fournisseur": "Ces temps de trajet ne sont pas réglés dans cette installation."})
    lecture = lecture_pour(acteur, dispositif, demande.jour, semaine_type=demande.semaine_type)
    journee = lecture.journee(demande.jour, Sens(demande.sens), demande.retires)
    if journee.empechement:
        raise ValidationError(journee.empechement)
    plan = PlanTournees.objects.create(
        dispositif_id=dispositif.pk,
        jour=demande.jour,
        sens=demande.sens,
        semaine_type=demande.semaine_type,
        fournisseur=demande.fournisseur,
        retires=sorted(set(demande.retires)),
        demandee_le=timezone.now(),
        demandee_par=acteur.libelle[:200],
        probleme=ecrire_probleme(journee, lecture),
        difference={"precedent": demande.precedent.pk} if demande.precedent else {},
    )
    details = {"jour": demande.jour.isoformat(), "sens": demande.sens, "jeunes": len(journee.passagers)}
    journaliser(acteur, "cartographie.demander_plan", objet=str(plan.pk), dispositif_id=dispositif.pk, details=details)
    return plan


@transaction.atomic
def replanifier(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, *, retirer: str = "", remettre: str = ""
) -> PlanTournees:
    """Ask the same day again from the agenda of now, without or with someone; the former plan stays, and the difference is told."""
    exiger(acteur, TOURNEES, dispositif.pk)
    exiger_le_dernier(dispositif.pk, plan)
    retires: Collection[str] = {*plan.retires, *([retirer] if retirer else [])} - {remettre}
    demande = DemandePlan(
        plan.jour, plan.sens, plan.fournisseur, tuple(sorted(retires)), plan, semaine_type=plan.semaine_type
    )
    return demander_plan(acteur, dispositif, demande)


def exiger_le_dernier(dispositif_id: int, plan: PlanTournees) -> None:
    """Raise ValidationError when someone planned that day and direction meanwhile."""
    dernier = dernier_plan(dispositif_id, plan.jour, plan.sens, semaine_type=plan.semaine_type)
    if dernier is None or dernier.pk != plan.pk:
        raise ValidationError(PLUS_RECENT)


@transaction.atomic
def refaire_avec(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, nom: str) -> PlanTournees:
    """Ask the same plan with other times, which the person chose."""
    demande = DemandePlan(plan.jour, plan.sens, nom, tuple(plan.retires), semaine_type=plan.semaine_type)
    return demander_plan(acteur, dispositif, demande)


@transaction.atomic
def retenir_plan(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, *, retenu: bool) -> PlanTournees:
    """Keep this plan as the one that is driven, in place of the one kept until now; or keep none. Every plan stays."""
    exiger(acteur, TOURNEES, dispositif.pk)
    memes = semblables(dispositif.pk, plan.jour, plan.sens, semaine_type=plan.semaine_type)
    lus = {lu.pk: lu for lu in memes.select_for_update().order_by("pk")}
    if retenu and lus[plan.pk].etat != EtatEtude.FINIE:
        raise ValidationError("Ce plan n'est pas fini : il ne peut pas être retenu.")
    memes.filter(retenu_le__isnull=False).update(retenu_le=None, retenu_par="")
    if retenu:
        plan.retenu_le, plan.retenu_par = timezone.now(), acteur.libelle[:200]
        plan.save(update_fields=["retenu_le", "retenu_par"])
    else:
        plan.retenu_le, plan.retenu_par = None, ""
    acte = "cartographie.retenir_plan" if retenu else "cartographie.ne_plus_retenir_plan"
    journaliser(acteur, acte, objet=str(plan.pk), dispositif_id=dispositif.pk)
    return plan


def est_petit(plan: PlanTournees, *, parmi_d_autres: bool = False) -> bool:
    """Whether it answers within the request; a week asks for ten of them at once."""
    limite = PETIT_PARMI_D_AUTRES if parmi_d_autres else PETIT
    return plan.fournisseur == ESTIMATION and len(plan.probleme["jeunes"]) <= limite


def calculer_plan(plan: PlanTournees, *, secondes: float = SECONDES_CALCUL) -> PlanTournees:
    """Compute and keep. An engine that does not answer stops the plan, and says so; nothing replaces its times."""
    if not commencer(plan):
        plan.refresh_from_db()
        return plan
    points = points_exacts(plan.dispositif_id, plan.probleme["points"])
    try:
        trajets = fournisseur(plan.fournisseur, secondes=SECONDES_MOTEUR).mesurer(points, points)
    except FournisseurIndisponibleError as erreur:
        return _arreter(plan, f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.")
    objet = {**plan.probleme, "temps": ecrire_temps(points, trajets)}
    try:
        probleme = relire_probleme(objet, "plan.json")
        resultat = calculer(probleme, Minuterie(time.monotonic, time.monotonic() + secondes))
    except (EntreeRefuseeError, PlanFautifError) as erreur:
        return _arreter(plan, f"Ce plan ne peut pas être calculé : {erreur}")
    return _garder(plan, objet, objet_resultat(probleme, resultat))


def _arreter(plan: PlanTournees, message: str) -> PlanTournees:
    return conclure(plan, EtatEtude.ECHEC, message=message[:300])


def _garder(plan: PlanTournees, probleme: dict[str, Any], resultat: dict[str, Any]) -> PlanTournees:
    precedent = PlanTournees.objects.filter(pk=plan.difference.get("precedent"), etat=EtatEtude.FINIE).first()
    difference = plan.difference
    if precedent is not None:
        resultat = garder_les_vehicules(resultat, precedent.resultat, probleme)
        difference = {"precedent": precedent.pk, **comparer(precedent.resultat, resultat, plan.sens)}
    return conclure(plan, EtatEtude.FINIE, probleme=probleme, resultat=resultat, difference=difference)
