"""Invoices of carriers, and the plans of the days that they cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import FactureTransport, PlanTournees, SensTournee
from maillage.cartographie.permissions import TOURNEES
from maillage.cartographie.selectors.plans import plans_conduits
from maillage.cartographie.selectors.transport import LectureTransport, lire_transport
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.socle.acteur import Acteur

TRIS = {"periode": "debut", "transporteur": "transporteur", "montant": "montant", "saisie": "saisie_le"}
JOURS_MAX = 92
"""An invoice covers a quarter at most: beyond, ask the carrier to divide it."""


@dataclass(frozen=True)
class FiltresFactures:
    recherche: str = ""
    retirees: bool = False
    tri: str = "-periode"


@dataclass(frozen=True)
class JourFacture:
    """A day and direction within an invoice: who was expected, and the plan that is set beside it, None without one."""

    jour: dt.date
    sens: str
    attendus: int
    plan: PlanTournees | None


@dataclass(frozen=True)
class RapprochementFacture:
    """An invoice beside the plans of its days. `ecart` in euros, positive when the carrier asks more than was computed."""

    facture: FactureTransport
    jours: tuple[JourFacture, ...]

    @property
    def plans(self) -> list[PlanTournees]:
        return [jour.plan for jour in self.jours if jour.plan is not None]

    @property
    def sans_plan(self) -> list[JourFacture]:
        """Days when someone was expected and nothing was planned."""
        return [jour for jour in self.jours if jour.plan is None and jour.attendus]

    @property
    def cout(self) -> float:
        return round(sum(float(plan.resultat.get("cout", 0)) for plan in self.plans), 2)

    @property
    def km(self) -> float:
        return round(sum(float(plan.resultat.get("km", 0)) for plan in self.plans), 1)

    @property
    def ecart(self) -> float:
        return float(self.facture.montant) - self.cout

    @property
    def part(self) -> float | None:
        return self.ecart / self.cout if self.cout else None

    @property
    def ecart_km(self) -> float | None:
        return None if self.facture.km is None else float(self.facture.km) - self.km


def factures_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[FactureTransport]:
    siennes = FactureTransport.objects.filter(dispositif_id=dispositif.pk)
    return siennes if acteur.peut(TOURNEES, dispositif_id=dispositif.pk) else siennes.none()


def lister_factures(acteur: Acteur, dispositif: DispositifVise, filtres: FiltresFactures) -> QuerySet[FactureTransport]:
    """Return the invoices that fit, in the order asked."""
    lues = factures_visibles(acteur, dispositif).filter(retiree_le__isnull=not filtres.retirees)
    if filtres.recherche:
        lues = lues.filter(Q(transporteur__icontains=filtres.recherche) | Q(reference__icontains=filtres.recherche))
    moins = "-" if filtres.tri.startswith("-") else ""
    return lues.order_by(moins + TRIS[filtres.tri.removeprefix("-")], "-pk")


def rapprocher(
    acteur: Acteur, dispositif: DispositifVise, factures: Sequence[FactureTransport]
) -> list[RapprochementFacture]:
    """Set plans beside invoices: two readings, whatever their number."""
    if not factures:
        return []
    debut, fin = min(f.debut for f in factures), max(f.fin for f in factures)
    plans = plans_conduits(acteur, dispositif, debut, fin)
    lecture = lire_transport(acteur, dispositif, debut, fin) if len(factures) == 1 else None
    return [RapprochementFacture(facture, tuple(_jours(facture, plans, lecture))) for facture in factures]


def _jours(
    facture: FactureTransport, plans: dict[tuple[dt.date, str], PlanTournees], lecture: LectureTransport | None
) -> list[JourFacture]:
    """Days of the period with someone expected or a plan; the agenda is only read for one invoice."""
    jours = []
    for rang in range((facture.fin - facture.debut).days + 1):
        jour = facture.debut + dt.timedelta(days=rang)
        for code in SensTournee.values:
            plan = plans.get((jour, code))
            attendus = len(lecture.journee(jour, Sens(code)).passagers) if lecture else 0
            if plan is not None or attendus:
                jours.append(JourFacture(jour, code, attendus, plan))
    return jours
