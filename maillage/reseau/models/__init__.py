"""Rows of this context, private to it."""

from maillage.reseau.models.animation import (
    AudienceLettre,
    ContactMission,
    EtatLettre,
    LettreReseau,
    NatureContact,
    VersionPage,
)
from maillage.reseau.models.annuaire import (
    ConsultationCoordonnees,
    OffreExperience,
    PreferenceContact,
    QuestionExperience,
)
from maillage.reseau.models.bilan import BilanReseau, ChiffreReleve, EtatBilan, SectionBilan

__all__ = [
    "AudienceLettre",
    "BilanReseau",
    "ChiffreReleve",
    "ConsultationCoordonnees",
    "ContactMission",
    "EtatBilan",
    "EtatLettre",
    "LettreReseau",
    "NatureContact",
    "OffreExperience",
    "PreferenceContact",
    "QuestionExperience",
    "SectionBilan",
    "VersionPage",
]
