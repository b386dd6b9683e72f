"""The closed lists of the library: what a sheet is, who may open it, where it stands; what an answer of the FAQ is worth."""

from __future__ import annotations

from enum import StrEnum


class NatureFiche(StrEnum):
    """What one finds behind a title."""

    FICHE = "FICHE"
    FICHIER = "FICHIER"
    LIEN = "LIEN"
    PODCAST = "PODCAST"


class Visibilite(StrEnum):
    """Who may open a sheet, from the widest to the narrowest."""

    PUBLIC = "PUBLIC"
    RESEAU = "RESEAU"
    MISSION = "MISSION"
    DISPOSITIF = "DISPOSITIF"


class EtatEditorial(StrEnum):
    """Where a sheet stands; what readers see is the version published last, whatever is being written next."""

    BROUILLON = "BROUILLON"
    RELECTURE = "RELECTURE"
    PUBLIEE = "PUBLIEE"
    A_REVOIR = "A_REVOIR"
    ARCHIVEE = "ARCHIVEE"


class EtatVersion(StrEnum):
    """Where one version of a sheet stands."""

    BROUILLON = "BROUILLON"
    RELECTURE = "RELECTURE"
    PUBLIEE = "PUBLIEE"


class AccordEmploi(StrEnum):
    """How a dispositif that uses a sheet agrees to be shown."""

    COMPTE = "COMPTE"
    RESEAU = "RESEAU"
    PUBLIC = "PUBLIC"


class StatutReponse(StrEnum):
    """What an answer of the FAQ is worth."""

    OFFICIELLE = "OFFICIELLE"
    PROVISOIRE = "PROVISOIRE"
    RECONSTITUEE = "RECONSTITUEE"
    REMPLACEE = "REMPLACEE"


class GenreEtiquette(StrEnum):
    """What a label of a sheet speaks of."""

    THEME = "THEME"
    PUBLIC = "PUBLIC"
    SOUHAIT = "SOUHAIT"
    MOT = "MOT"


LIBELLES_NATURE = {
    NatureFiche.FICHE: "Fiche",
    NatureFiche.FICHIER: "Fichier",
    NatureFiche.LIEN: "Lien",
    NatureFiche.PODCAST: "Podcast",
}
LIBELLES_VISIBILITE = {
    Visibilite.PUBLIC: "Tout le monde",
    Visibilite.RESEAU: "Le réseau",
    Visibilite.MISSION: "La mission d'appui",
    Visibilite.DISPOSITIF: "Un dispositif",
}
LIBELLES_ETAT = {
    EtatEditorial.BROUILLON: "Brouillon",
    EtatEditorial.RELECTURE: "En relecture",
    EtatEditorial.PUBLIEE: "Publiée",
    EtatEditorial.A_REVOIR: "À revoir",
    EtatEditorial.ARCHIVEE: "Archivée",
}
LIBELLES_VERSION = {
    EtatVersion.BROUILLON: "Brouillon",
    EtatVersion.RELECTURE: "En relecture",
    EtatVersion.PUBLIEE: "Publiée",
}
LIBELLES_ACCORD = {
    AccordEmploi.COMPTE: "Compté, sans être nommé",
    AccordEmploi.RESEAU: "Nommé auprès du réseau",
    AccordEmploi.PUBLIC: "Nommé auprès de tous",
}
LIBELLES_STATUT = {
    StatutReponse.OFFICIELLE: "Officielle",
    StatutReponse.PROVISOIRE: "Provisoire",
    StatutReponse.RECONSTITUEE: "Reconstituée",
    StatutReponse.REMPLACEE: "Remplacée",
}
LUES = frozenset({EtatEditorial.PUBLIEE, EtatEditorial.A_REVOIR})
"""States that readers meet: a sheet to look at again stays open, and says so."""
