"""Plans of rounds kept, and the young people that they name, limited to those whom the person may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import PlanTournees
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur


def plans_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[PlanTournees]:
    """Return the plans of the dispositif, none if its rounds or its agenda are closed to the person."""
    ouvert = acteur.peut("tournees", dispositif_id=dispositif.pk) and acteur.peut("agenda", dispositif_id=dispositif.pk)
    siens = PlanTournees.objects.filter(dispositif_id=dispositif.pk)
    return siens if ouvert else siens.none()


def dernier_plan(dispositif_id: int, jour: dt.date, sens: str) -> PlanTournees | None:
    """Return the newest plan of a day and direction."""
    siens = PlanTournees.objects.filter(dispositif_id=dispositif_id, jour=jour, sens=sens)
    return siens.order_by("-demandee_le", "-pk").first()


def derniers_plans(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date
) -> dict[tuple[dt.date, str], PlanTournees]:
    """Return the newest plan of each day and direction (1 query)."""
    plans = plans_visibles(acteur, dispositif).filter(jour__gte=debut, jour__lte=fin).defer("probleme", "actuelles")
    return {(plan.jour, plan.sens): plan for plan in plans.order_by("demandee_le", "pk")}


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
