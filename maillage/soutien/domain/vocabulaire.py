"""The words of technical support: kinds, states, and which state may follow which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class GenreSoutien:
    """One of the seven kinds of action of technical support; `court` stands under a chart."""

    code: str
    court: str
    libelle: str
    definition: str


class EtatDemandeSoutien(StrEnum):
    """A request is received, qualified, worked on, then closed."""

    RECUE = "RECUE"
    QUALIFIEE = "QUALIFIEE"
    EN_COURS = "EN_COURS"
    CLOSE = "CLOSE"


class EtatActionSoutien(StrEnum):
    """An action of a plan waits, is done, or is given up."""

    A_FAIRE = "A_FAIRE"
    FAITE = "FAITE"
    ABANDONNEE = "ABANDONNEE"


class EtatVisite(StrEnum):
    """A visit is planned, took place, or was called off."""

    PREVUE = "PREVUE"
    TENUE = "TENUE"
    ANNULEE = "ANNULEE"


class EtatRecommandation(StrEnum):
    """What the dispositif makes of a recommendation; one that is set aside says why."""

    PROPOSEE = "PROPOSEE"
    ACCEPTEE = "ACCEPTEE"
    EN_COURS = "EN_COURS"
    FAITE = "FAITE"
    ECARTEE = "ECARTEE"


class Porteur(StrEnum):
    """On which side an action of the plan is to be done."""

    MISSION = "MISSION"
    DISPOSITIF = "DISPOSITIF"


class SourceKilometres(StrEnum):
    """Where the kilometres of a visit come from: read on the counter, or estimated from the communes."""

    RELEVE = "RELEVE"
    ESTIMATION = "ESTIMATION"


class CanalDemande(StrEnum):
    """By which way a request reached the mission."""

    PAGE = "PAGE"
    COURRIEL = "COURRIEL"
    TELEPHONE = "TELEPHONE"
    RENCONTRE = "RENCONTRE"


LIBELLES_DEMANDE = {
    EtatDemandeSoutien.RECUE: "Reçue",
    EtatDemandeSoutien.QUALIFIEE: "Qualifiée",
    EtatDemandeSoutien.EN_COURS: "En cours",
    EtatDemandeSoutien.CLOSE: "Close",
}
LIBELLES_ACTION = {
    EtatActionSoutien.A_FAIRE: "À faire",
    EtatActionSoutien.FAITE: "Faite",
    EtatActionSoutien.ABANDONNEE: "Abandonnée",
}
LIBELLES_VISITE = {EtatVisite.PREVUE: "Prévue", EtatVisite.TENUE: "Tenue", EtatVisite.ANNULEE: "Annulée"}
LIBELLES_RECOMMANDATION = {
    EtatRecommandation.PROPOSEE: "Proposée",
    EtatRecommandation.ACCEPTEE: "Acceptée",
    EtatRecommandation.EN_COURS: "En cours",
    EtatRecommandation.FAITE: "Faite",
    EtatRecommandation.ECARTEE: "Écartée",
}
LIBELLES_PORTEUR = {Porteur.MISSION: "La mission", Porteur.DISPOSITIF: "Le dispositif"}
LIBELLES_KM = {SourceKilometres.RELEVE: "relevé", SourceKilometres.ESTIMATION: "estimation"}
LIBELLES_CANAL = {
    CanalDemande.PAGE: "Page de Maillage",
    CanalDemande.COURRIEL: "Courriel",
    CanalDemande.TELEPHONE: "Téléphone",
    CanalDemande.RENCONTRE: "Rencontre",
}
TONS = {
    "RECUE": "attention",
    "QUALIFIEE": "info",
    "EN_COURS": "info",
    "CLOSE": "succes",
    "A_FAIRE": "attention",
    "FAITE": "succes",
    "PROPOSEE": "attention",
    "ACCEPTEE": "info",
    "TENUE": "succes",
}
"""How a state is drawn; any other one is neutral."""
SUITES_DEMANDE: dict[EtatDemandeSoutien, tuple[EtatDemandeSoutien, ...]] = {
    EtatDemandeSoutien.RECUE: (EtatDemandeSoutien.QUALIFIEE, EtatDemandeSoutien.CLOSE),
    EtatDemandeSoutien.QUALIFIEE: (EtatDemandeSoutien.QUALIFIEE, EtatDemandeSoutien.EN_COURS, EtatDemandeSoutien.CLOSE),
    EtatDemandeSoutien.EN_COURS: (EtatDemandeSoutien.QUALIFIEE, EtatDemandeSoutien.EN_COURS, EtatDemandeSoutien.CLOSE),
    EtatDemandeSoutien.CLOSE: (EtatDemandeSoutien.EN_COURS,),
}
"""Qualifying again is allowed until the request is closed; a closed one may be reopened."""
RECOMMANDATIONS_OUVERTES = (EtatRecommandation.PROPOSEE, EtatRecommandation.ACCEPTEE, EtatRecommandation.EN_COURS)


def peut_suivre(avant: str, apres: str) -> bool:
    """Tell whether a request may go from one state to another."""
    return EtatDemandeSoutien(apres) in SUITES_DEMANDE[EtatDemandeSoutien(avant)]
