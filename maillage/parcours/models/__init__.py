"""Models of the path, by noun; private to this context."""

from maillage.parcours.models.contrat import Contrat, NatureRevision, ReunionEss, RevisionContrat, TypeContrat
from maillage.parcours.models.entree import (
    AvisCommission,
    CommissionAdmission,
    CriterePriorite,
    Demande,
    EtapeDemande,
    NatureEtape,
    PseudonymeDemande,
)
from maillage.parcours.models.equipe import AvisRevue, BrisDeGlace, MembreEquipe, Remplacement
from maillage.parcours.models.evenement import EvenementDeVie
from maillage.parcours.models.faits import Complexite, PeriodeModalite, Phase, Scolarite
from maillage.parcours.models.jeune import Jeune
from maillage.parcours.models.notification import NotificationMdph
from maillage.parcours.models.protection import MesureAse
from maillage.parcours.models.suivi import (
    AccordSuivi,
    ContactSuivi,
    IssueContact,
    JalonAge,
    MaintienCreton,
    SortieParcours,
)

__all__ = [
    "AccordSuivi",
    "AvisCommission",
    "AvisRevue",
    "BrisDeGlace",
    "CommissionAdmission",
    "Complexite",
    "ContactSuivi",
    "Contrat",
    "CriterePriorite",
    "Demande",
    "EtapeDemande",
    "EvenementDeVie",
    "IssueContact",
    "JalonAge",
    "Jeune",
    "MaintienCreton",
    "MembreEquipe",
    "MesureAse",
    "NatureEtape",
    "NatureRevision",
    "NotificationMdph",
    "PeriodeModalite",
    "Phase",
    "PseudonymeDemande",
    "Remplacement",
    "ReunionEss",
    "RevisionContrat",
    "Scolarite",
    "SortieParcours",
    "TypeContrat",
]
