"""The codes of meetings and what they are called on pages."""

from __future__ import annotations

from enum import StrEnum


class NatureRencontre(StrEnum):
    """What kind of meeting. Source: review 2021-2024 of the mission (COMOP, journées, comité des référents, permanences, formations)."""

    COMOP = "COMOP"
    JOURNEE = "JOURNEE"
    REFERENTS = "REFERENTS"
    PERMANENCE = "PERMANENCE"
    FORMATION = "FORMATION"


class EtatRencontre(StrEnum):
    """Where a meeting is."""

    BROUILLON = "BROUILLON"
    ANNONCEE = "ANNONCEE"
    TENUE = "TENUE"
    ANNULEE = "ANNULEE"


class EtatSeanceRencontre(StrEnum):
    """Whether one date of a meeting is still to be held as planned."""

    PREVUE = "PREVUE"
    ANNULEE = "ANNULEE"


class EtatInscription(StrEnum):
    """Where a registration is; only INSCRIT holds a place."""

    A_CONFIRMER = "A_CONFIRMER"
    INSCRIT = "INSCRIT"
    EN_ATTENTE = "EN_ATTENTE"
    ANNULE = "ANNULE"


class MoyenEmargement(StrEnum):
    """How someone signed in."""

    QR = "QR"
    LISTE = "LISTE"
    SOI = "SOI"


class StatutReponse(StrEnum):
    """What an answer of the authority is worth today."""

    OFFICIELLE = "OFFICIELLE"
    PROVISOIRE = "PROVISOIRE"
    REMPLACEE = "REMPLACEE"


LIBELLES_NATURE = {
    NatureRencontre.COMOP: "Comité opérationnel (COMOP)",
    NatureRencontre.JOURNEE: "Journée interinstitutionnelle",
    NatureRencontre.REFERENTS: "Comité des référents",
    NatureRencontre.PERMANENCE: "Permanence en ligne",
    NatureRencontre.FORMATION: "Formation",
}
LIBELLES_ETAT = {
    EtatRencontre.BROUILLON: "En préparation",
    EtatRencontre.ANNONCEE: "Annoncée",
    EtatRencontre.TENUE: "Tenue",
    EtatRencontre.ANNULEE: "Annulée",
}
TONS_ETAT = {
    EtatRencontre.BROUILLON: "neutre",
    EtatRencontre.ANNONCEE: "info",
    EtatRencontre.TENUE: "succes",
    EtatRencontre.ANNULEE: "danger",
}
LIBELLES_INSCRIPTION = {
    EtatInscription.A_CONFIRMER: "À confirmer par courriel",
    EtatInscription.INSCRIT: "A une place",
    EtatInscription.EN_ATTENTE: "Sur la liste d'attente",
    EtatInscription.ANNULE: "Annulée",
}
TONS_INSCRIPTION = {
    EtatInscription.A_CONFIRMER: "neutre",
    EtatInscription.INSCRIT: "succes",
    EtatInscription.EN_ATTENTE: "attention",
    EtatInscription.ANNULE: "danger",
}
LIBELLES_MOYEN = {
    MoyenEmargement.QR: "QR code de la salle",
    MoyenEmargement.LISTE: "liste",
    MoyenEmargement.SOI: "lien personnel",
}
LIBELLES_STATUT = {
    StatutReponse.OFFICIELLE: "Réponse officielle",
    StatutReponse.PROVISOIRE: "Réponse provisoire",
    StatutReponse.REMPLACEE: "Réponse remplacée",
}
TONS_STATUT = {
    StatutReponse.OFFICIELLE: "succes",
    StatutReponse.PROVISOIRE: "attention",
    StatutReponse.REMPLACEE: "neutre",
}
VIVANTES = (EtatInscription.A_CONFIRMER, EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE)
"""States of a registration that still counts for the person."""
