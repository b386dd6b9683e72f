"""Models of trainings; private to this context."""

from maillage.formations.models.catalogue import BesoinFormation, Formateur, Formation
from maillage.formations.models.session import AccordSuite, EvaluationDistance, SessionFormation

__all__ = ["AccordSuite", "BesoinFormation", "EvaluationDistance", "Formateur", "Formation", "SessionFormation"]
