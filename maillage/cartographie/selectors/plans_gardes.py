"""The history of the rounds: every plan kept, filtered and sorted, and two of them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.selectors.plans import plans_visibles
from maillage.cartographie.tournees.domain.difference import PlaceDansUnPlan, places
from maillage.socle.acteur import Acteur

RETENUS, DE_JOURS, TYPE = "retenus", "jours", "type"
MONTRER = {
    "": "Tous les plans",
    RETENUS: "Ceux qui sont retenus",
    DE_JOURS: "Ceux d'un jour",
    TYPE: "Ceux de la semaine type",
}
TRIS = {"jour": "jour", "demande": "demandee_le", "km": "resultat__km", "cout": "resultat__cout"}


@dataclass(frozen=True)
class FiltresPlans:
    """What the address says; an empty word filters nothing."""

    du: dt.date | None = None
    au: dt.date | None = None
    sens: str = ""
    montrer: str = ""
    tri: str = "-jour"


@dataclass(frozen=True)
class LignePlan:
    """A plan without what it was computed from; no name is read."""

    plan: PlanTournees
    jeunes: int
    non_servis: int
    vehicules: int
    plus_long: float


def lister_plans(acteur: Acteur, dispositif: DispositifVise, filtres: FiltresPlans) -> QuerySet[PlanTournees]:
    """Return the plans that fit, in the order asked."""
    lus = plans_visibles(acteur, dispositif).defer("probleme", "actuelles", "difference")
    bornes = {"jour__gte": filtres.du, "jour__lte": filtres.au}
    lus = lus.filter(**{nom: jour for nom, jour in bornes.items() if jour is not None})
    if filtres.sens:
        lus = lus.filter(sens=filtres.sens)
    if filtres.montrer == RETENUS:
        lus = lus.filter(retenu_le__isnull=False)
    elif filtres.montrer in {DE_JOURS, TYPE}:
        lus = lus.filter(semaine_type=filtres.montrer == TYPE)
    champ = F(TRIS[filtres.tri.removeprefix("-")])
    premier = champ.desc(nulls_last=True) if filtres.tri.startswith("-") else champ.asc(nulls_last=True)
    return lus.order_by(premier, "sens", "-demandee_le", "-pk")


def ligne_de(plan: PlanTournees) -> LignePlan:
    resultat = plan.resultat
    a_bord = resultat.get("temps_a_bord", {})
    tournees, non_servis = resultat.get("tournees", ()), resultat.get("non_servis", ())
    return LignePlan(plan, len(a_bord), len(non_servis), len(tournees), max(a_bord.values(), default=0))


def deux_plans(acteur: Acteur, dispositif: DispositifVise, cles: list[int]) -> list[PlanTournees]:
    """Return the first two finished plans among those named, the older day first."""
    finis = {p.pk: p for p in plans_visibles(acteur, dispositif).filter(pk__in=cles, etat=EtatEtude.FINIE)}
    choisis = [finis[cle] for cle in dict.fromkeys(cles) if cle in finis][:2]
    return sorted(choisis, key=lambda p: (p.jour, p.demandee_le, p.pk))


@dataclass(frozen=True)
class LigneComparee:
    """Someone in two plans: where and when, minutes on board; None in the plan that does not carry them."""

    identifiant: str
    avant: PlaceDansUnPlan | None
    apres: PlaceDansUnPlan | None
    minutes_avant: float | None
    minutes_apres: float | None

    @property
    def ecart(self) -> float | None:
        if self.minutes_avant is None or self.minutes_apres is None:
            return None
        return self.minutes_apres - self.minutes_avant


def lignes_comparees(avant: PlanTournees, apres: PlanTournees) -> list[LigneComparee]:
    """One line by young person of either plan."""
    ici, la = places(avant.resultat, avant.sens), places(apres.resultat, apres.sens)
    minutes_ici, minutes_la = (_a_bord(plan.resultat) for plan in (avant, apres))
    return [
        LigneComparee(nom, ici.get(nom), la.get(nom), minutes_ici.get(nom), minutes_la.get(nom))
        for nom in sorted(ici.keys() | la.keys())
    ]


def _a_bord(resultat: Mapping[str, Any]) -> dict[str, float]:
    return dict(resultat.get("temps_a_bord", {}))
