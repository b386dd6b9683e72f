"""Tables of the library and of the FAQ."""

from maillage.bibliotheque.models.faq import QuestionFaq, ReponseFaq
from maillage.bibliotheque.models.fiche import (
    EmploiFiche,
    EtiquetteFiche,
    Fiche,
    LotFiches,
    UsageFiche,
    VersionFiche,
)
from maillage.bibliotheque.models.index import TermeIndexe

__all__ = [
    "EmploiFiche",
    "EtiquetteFiche",
    "Fiche",
    "LotFiches",
    "QuestionFaq",
    "ReponseFaq",
    "TermeIndexe",
    "UsageFiche",
    "VersionFiche",
]
