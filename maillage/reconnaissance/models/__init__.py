"""Models of the recognition, by noun; private to this context."""

from maillage.reconnaissance.models.dossier import Depot, DossierReconnaissance, PieceDossier, RedactionSection
from maillage.reconnaissance.models.echanges import AvisExpert, MessageDossier, NoteInstruction
from maillage.reconnaissance.models.suites import ArreteReconnaissance, AxeDeTravail, Decision, EffetReconnaissance

__all__ = [
    "ArreteReconnaissance",
    "AvisExpert",
    "AxeDeTravail",
    "Decision",
    "Depot",
    "DossierReconnaissance",
    "EffetReconnaissance",
    "MessageDossier",
    "NoteInstruction",
    "PieceDossier",
    "RedactionSection",
]
