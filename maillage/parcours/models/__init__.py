"""Models of the path, by noun; private to this context."""

from maillage.parcours.models.equipe import AvisRevue, BrisDeGlace, MembreEquipe, Remplacement
from maillage.parcours.models.faits import Complexite, Demande, PeriodeModalite, Phase, Scolarite
from maillage.parcours.models.jeune import Jeune

__all__ = [
    "AvisRevue",
    "BrisDeGlace",
    "Complexite",
    "Demande",
    "Jeune",
    "MembreEquipe",
    "PeriodeModalite",
    "Phase",
    "Remplacement",
    "Scolarite",
]
