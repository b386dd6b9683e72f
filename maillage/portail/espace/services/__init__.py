"""Writings of the space: what is not right and its answer, the livret, the settings."""

from maillage.portail.espace.services.livret import ConflitDeVersion, publier_livret, regler_espace
from maillage.portail.espace.services.rectifications import (
    ErreurRectification,
    prolonger_rectification,
    repondre_rectification,
    signaler,
)

__all__ = [
    "ConflitDeVersion",
    "ErreurRectification",
    "prolonger_rectification",
    "publier_livret",
    "regler_espace",
    "repondre_rectification",
    "signaler",
]
