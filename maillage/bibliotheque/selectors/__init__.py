"""Reads of the library: the public face of this context for the floors above."""

from maillage.bibliotheque.selectors.lecture import fiche_visible, fiches_lues, fiches_publiques, questions_visibles
from maillage.bibliotheque.selectors.premier_secours import FicheConseillee, fiches_pour

__all__ = [
    "FicheConseillee",
    "fiche_visible",
    "fiches_lues",
    "fiches_pour",
    "fiches_publiques",
    "questions_visibles",
]
