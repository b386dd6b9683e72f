"""Models of surveys, by noun; private to this context."""

from maillage.enquetes.models.enquete import Enquete, VersionQuestionnaire
from maillage.enquetes.models.vague import InvitationEnquete, ReponseEnquete, VagueEnquete

__all__ = ["Enquete", "InvitationEnquete", "ReponseEnquete", "VagueEnquete", "VersionQuestionnaire"]
