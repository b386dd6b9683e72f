"""Models of the project around a young person, by noun; private to this context."""

from maillage.projet.models.ecrits import (
    Adressage,
    BrouillonTransmission,
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

__all__ = [
    "Adressage",
    "BrouillonTransmission",
    "CertificatDestruction",
    "DocumentJeune",
    "LectureTransmission",
    "ModeleDocument",
    "PhraseModele",
    "Transmission",
    "VersionDocument",
    "VersionModele",
    "VersionTransmission",
]
