"""Plans of rounds kept, and the young people that they name, limited to those whom the person may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur


def plans_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[PlanTournees]:
    """Return the plans of the dispositif, none if its rounds or its agenda are closed to the person."""
    ouvert = acteur.peut("tournees", dispositif_id=dispositif.pk) and acteur.peut("agenda", dispositif_id=dispositif.pk)
    siens = PlanTournees.objects.filter(dispositif_id=dispositif.pk)
    return siens if ouvert else siens.none()


def dernier_plan(dispositif_id: int, jour: dt.date, sens: str, *, semaine_type: bool = False) -> PlanTournees | None:
    """Return the newest plan of a day and direction."""
    return semblables(dispositif_id, jour, sens, semaine_type=semaine_type).order_by("-demandee_le", "-pk").first()


def semblables(dispositif_id: int, jour: dt.date, sens: str, *, semaine_type: bool) -> QuerySet[PlanTournees]:
    """Return the plans among which one is kept."""
    return PlanTournees.objects.filter(dispositif_id=dispositif_id, jour=jour, sens=sens, semaine_type=semaine_type)


def plan_retenu(plan: PlanTournees) -> PlanTournees | None:
    """Return the plan kept for the same day and direction, this one or another."""
    memes = semblables(plan.dispositif_id, plan.jour, plan.sens, semaine_type=plan.semaine_type)
    return memes.filter(retenu_le__isnull=False).first()


def derniers_plans(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date, *, semaine_type: bool = False
) -> dict[tuple[dt.date, str], PlanTournees]:
    """Return the newest plan of each day and direction (1 query)."""
    return {(plan.jour, plan.sens): plan for plan in _plans_des_jours(acteur, dispositif, (debut, fin), semaine_type)}


def plans_conduits(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date
) -> dict[tuple[dt.date, str], PlanTournees]:
    """Return, for each day and direction, the finished plan kept, else the newest finished one (1 query)."""
    finis = [p for p in _plans_des_jours(acteur, dispositif, (debut, fin), False) if p.etat == EtatEtude.FINIE]
    return {(plan.jour, plan.sens): plan for plan in sorted(finis, key=lambda p: p.retenu_le is not None)}


def _plans_des_jours(
    acteur: Acteur, dispositif: DispositifVise, jours: tuple[dt.date, dt.date], semaine_type: bool
) -> QuerySet[PlanTournees]:
    plans = plans_visibles(acteur, dispositif).filter(jour__range=jours, semaine_type=semaine_type)
    return plans.defer("probleme", "actuelles").order_by("demandee_le", "pk")


def identifiants_du_plan(plan: PlanTournees) -> set[str]:
    """Return every young person that a plan names: riders, and those removed."""
    changes = {change["id"] for change in plan.difference.get("jeunes", ())}
    return {jeune["id"] for jeune in plan.probleme["jeunes"]} | set(plan.retires) | changes


def jeunes_du_plan(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees) -> dict[str, Any]:
    """Return them by identifier (1 query)."""
    return jeunes_par_identifiant(acteur, dispositif, identifiants_du_plan(plan))


def jeunes_par_identifiant(acteur: Acteur, dispositif: DispositifVise, noms: Iterable[str]) -> dict[str, Any]:
    visibles = parcours.jeunes_visibles(acteur, dispositif).filter(identifiant__in=set(noms))
    return {jeune.identifiant: jeune for jeune in visibles.order_by()}
