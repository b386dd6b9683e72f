"""Quick studies are done within the request; those that wait for an engine, or for a whole région, in the background."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from maillage.cartographie.models import EtatEtude, EtudeZones, PlanTournees, ScenarioAntenne
from maillage.cartographie.services.antennes import calculer_scenario, est_court
from maillage.cartographie.services.courriels_calques import rappeler_les_fins
from maillage.cartographie.services.etudes import calculer_etude
from maillage.cartographie.services.temps import ESTIMATION
from maillage.cartographie.services.tournees import SECONDES_COURTES, calculer_plan, est_petit
from maillage.socle.acteur import ActeurSysteme

ECHEC_INATTENDU = "Une erreur inattendue a arrêté l'étude. Relancez-la, ou prévenez l'administration."


def lancer_etude(etude: EtudeZones) -> EtudeZones:
    """Compute now what is quick, else leave it to the background."""
    if etude.fournisseur == ESTIMATION and etude.departement:
        return calculer_etude(etude)
    traiter_etude(etude.pk)
    return etude


@db_task()
def traiter_etude(pk: int) -> None:
    """Background work on a study."""
    etude = EtudeZones.objects.get(pk=pk)
    try:
        calculer_etude(etude)
    except Exception:
        encore = EtudeZones.objects.filter(pk=pk).exclude(etat=EtatEtude.FINIE)
        encore.update(etat=EtatEtude.ECHEC, message=ECHEC_INATTENDU, finie_le=timezone.now())
        raise


def lancer_plan(plan: PlanTournees, *, parmi_d_autres: bool = False) -> PlanTournees:
    """Plan now what is small, else leave it to the background."""
    if est_petit(plan, parmi_d_autres=parmi_d_autres):
        return calculer_plan(plan, secondes=SECONDES_COURTES)
    traiter_plan(plan.pk)
    return plan


@db_task()
def traiter_plan(pk: int) -> None:
    """Background work on the rounds of a day."""
    plan = PlanTournees.objects.get(pk=pk)
    try:
        calculer_plan(plan)
    except Exception:
        encore = PlanTournees.objects.filter(pk=pk).exclude(etat=EtatEtude.FINIE)
        encore.update(etat=EtatEtude.ECHEC, message=ECHEC_INATTENDU, finie_le=timezone.now())
        raise


def lancer_scenario(scenario: ScenarioAntenne) -> ScenarioAntenne:
    """Compute now what is quick, else leave it to the background."""
    if est_court(scenario):
        return calculer_scenario(scenario)
    traiter_scenario(scenario.pk)
    return scenario


@db_task()
def traiter_scenario(pk: int) -> None:
    """Background work on a scenario."""
    scenario = ScenarioAntenne.objects.select_related("dispositif").get(pk=pk)
    try:
        calculer_scenario(scenario)
    except Exception:
        encore = ScenarioAntenne.objects.filter(pk=pk).exclude(etat=EtatEtude.FINIE)
        encore.update(etat=EtatEtude.ECHEC, message=ECHEC_INATTENDU, finie_le=timezone.now())
        raise


@db_periodic_task(crontab(minute="45"))
def rappeler_les_fins_de_pret() -> None:
    """Every hour, so that a stopped server catches up; each end is told once."""
    rappeler_les_fins(ActeurSysteme("rappels des calques prêtés"), le=timezone.localdate())
