"""What those who came thought: nothing under the floor, free words shuffled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from maillage.rencontres import referentiels
from maillage.rencontres.models import Inscription, Rencontre, ReponseEvaluation

CRITERES = (
    ("contenu", "Le contenu"),
    ("animation", "L'animation"),
    ("organisation", "L'organisation"),
    ("utilite", "L'utilité pour mon travail"),
)


@dataclass(frozen=True)
class ResultatEvaluation:
    """Answers of a meeting. `ouvert`: there are enough of them to show anything; `notes`: criterion, mean, counts from 1 to 5."""

    reponses: int
    venus: int
    plancher: int
    notes: tuple[tuple[str, Decimal, tuple[int, ...]], ...] = ()
    textes: tuple[str, ...] = ()

    @property
    def ouvert(self) -> bool:
        return self.reponses >= self.plancher


def resultats(rencontre: Rencontre, *, le: dt.date) -> ResultatEvaluation:
    """Return the results of a meeting (2 queries); free words come sorted by their random key, never in the order they were written."""
    plancher = referentiels.reglages(le).plancher_evaluation
    venus = Inscription.objects.filter(seance__rencontre=rencontre, emargements__isnull=False).distinct().count()
    lues = list(ReponseEvaluation.objects.filter(rencontre=rencontre))
    if len(lues) < plancher:
        return ResultatEvaluation(len(lues), venus, plancher)
    notes = tuple((libelle, *_repartir([getattr(une, champ) for une in lues])) for champ, libelle in CRITERES)
    textes = tuple(une.texte for une in lues if une.texte)
    return ResultatEvaluation(len(lues), venus, plancher, notes, textes)


def _repartir(valeurs: list[int]) -> tuple[Decimal, tuple[int, ...]]:
    moyenne = (Decimal(sum(valeurs)) / len(valeurs)).quantize(Decimal("0.1"))
    return moyenne, tuple(valeurs.count(note) for note in range(1, 6))
