"""Models of the project around a young person, by noun; private to this context."""

from maillage.projet.models.ecocarte import ElementEcocarte, LienEcocarte, PlaceEcocarte
from maillage.projet.models.ecrits import (
    Adressage,
    CertificatDestruction,
    DocumentJeune,
    LectureTransmission,
    ModeleDocument,
    PhraseModele,
    Transmission,
    VersionDocument,
    VersionModele,
    VersionTransmission,
)
from maillage.projet.models.projet import (
    AccordProjet,
    ActionProjet,
    BesoinRetenu,
    CommentaireProjet,
    CorrespondancePrestation,
    EtapeProjet,
    EvaluationProjet,
    Objectif,
    ProjetPersonnalise,
    VersionProjet,
)

__all__ = [
    "AccordProjet",
    "ActionProjet",
    "Adressage",
    "BesoinRetenu",
    "CertificatDestruction",
    "CommentaireProjet",
    "CorrespondancePrestation",
    "DocumentJeune",
    "ElementEcocarte",
    "EtapeProjet",
    "EvaluationProjet",
    "LectureTransmission",
    "LienEcocarte",
    "ModeleDocument",
    "Objectif",
    "PhraseModele",
    "PlaceEcocarte",
    "ProjetPersonnalise",
    "Transmission",
    "VersionDocument",
    "VersionModele",
    "VersionProjet",
    "VersionTransmission",
]
