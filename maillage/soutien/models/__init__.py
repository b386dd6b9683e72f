"""Models of technical support."""

from maillage.soutien.models.demande import DemandeSoutien, PointSuivi, PriseEnCharge
from maillage.soutien.models.plan import ActionSoutien, PlanSoutien, Recommandation, SuiteRecommandation
from maillage.soutien.models.visite import IntervenantVisite, SituationAnalysee, VisiteSoutien

__all__ = [
    "ActionSoutien",
    "DemandeSoutien",
    "IntervenantVisite",
    "PlanSoutien",
    "PointSuivi",
    "PriseEnCharge",
    "Recommandation",
    "SituationAnalysee",
    "SuiteRecommandation",
    "VisiteSoutien",
]
