"""Models of the fiche de liaison, by noun; private to this context."""

from maillage.liaison.models.compte import CompteSignataire, TraceSignature
from maillage.liaison.models.consentement import Consentement
from maillage.liaison.models.envoi import EffetPeriode, Envoi, SaisineCDAPH
from maillage.liaison.models.fiche import FicheLiaison, Observation, Retractation, Signataire
from maillage.liaison.models.partenaire import AccuseLecture, LienPartenaire

__all__ = [
    "AccuseLecture",
    "CompteSignataire",
    "Consentement",
    "EffetPeriode",
    "Envoi",
    "FicheLiaison",
    "LienPartenaire",
    "Observation",
    "Retractation",
    "SaisineCDAPH",
    "Signataire",
    "TraceSignature",
]
