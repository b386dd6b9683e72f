"""Models of the fiche de liaison, by noun; private to this context."""

from maillage.liaison.models.consentement import Consentement
from maillage.liaison.models.envoi import EffetPeriode, Envoi, SaisineCDAPH
from maillage.liaison.models.fiche import FicheLiaison, Observation, Retractation, Signataire

__all__ = [
    "Consentement",
    "EffetPeriode",
    "Envoi",
    "FicheLiaison",
    "Observation",
    "Retractation",
    "SaisineCDAPH",
    "Signataire",
]
