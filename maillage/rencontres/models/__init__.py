"""Models of meetings, by noun; private to this context."""

from maillage.rencontres.models.contenu import Atelier, Intervenant, NoteAtelier, PointDeSeance, SupportRencontre
from maillage.rencontres.models.inscription import (
    Attente,
    AttestationRencontre,
    DoublonEcarte,
    EmargementRencontre,
    Inscription,
    ThemeAttente,
)
from maillage.rencontres.models.question import QuestionAutorite, ReponseOfficielle
from maillage.rencontres.models.rencontre import JourSeance, Rencontre, ReponseEvaluation, SeanceRencontre

__all__ = [
    "Atelier",
    "Attente",
    "AttestationRencontre",
    "DoublonEcarte",
    "EmargementRencontre",
    "Inscription",
    "Intervenant",
    "JourSeance",
    "NoteAtelier",
    "PointDeSeance",
    "QuestionAutorite",
    "Rencontre",
    "ReponseEvaluation",
    "ReponseOfficielle",
    "SeanceRencontre",
    "SupportRencontre",
    "ThemeAttente",
]
