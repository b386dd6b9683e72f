"""The words of what can be searched, kept as stems by the services: one behaviour on every database engine."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.bibliotheque.models.faq import QuestionFaq
from maillage.bibliotheque.models.fiche import Fiche


class TermeIndexe(models.Model):
    """A stem that a sheet or a question holds, and how much it says about it (a title weighs more than a text)."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, null=True, blank=True, related_name="termes")
    question = models.ForeignKey(QuestionFaq, models.CASCADE, null=True, blank=True, related_name="termes")
    terme = models.CharField(max_length=40, db_index=True)
    poids = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "terme indexé"
        verbose_name_plural = "termes indexés"
        constraints = [
            models.UniqueConstraint(fields=["fiche", "terme"], name="terme_de_fiche_unique"),
            models.UniqueConstraint(fields=["question", "terme"], name="terme_de_question_unique"),
            models.CheckConstraint(
                condition=Q(fiche__isnull=False, question__isnull=True) | Q(fiche__isnull=True, question__isnull=False),
                name="terme_d_une_seule_chose",
            ),
        ]

    def __str__(self) -> str:
        return self.terme
