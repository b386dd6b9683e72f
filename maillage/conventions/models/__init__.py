"""Models of conventions and governance, by noun; private to this context."""

from maillage.conventions.models.convention import AccordBilateral, Avenant, Clause, ConventionCadre, Signataire
from maillage.conventions.models.feuille import ActionFeuille, EtapeDeploiement, ReponseQuestion
from maillage.conventions.models.instance import DecisionInstance, Emargement, Seance, Siege, SuiteDecision
from maillage.conventions.models.texte import TexteSigne

__all__ = [
    "AccordBilateral",
    "ActionFeuille",
    "Avenant",
    "Clause",
    "ConventionCadre",
    "DecisionInstance",
    "Emargement",
    "EtapeDeploiement",
    "ReponseQuestion",
    "Seance",
    "Siege",
    "Signataire",
    "SuiteDecision",
    "TexteSigne",
]
