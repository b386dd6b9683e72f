"""Feelings that a dispositif proposes, with what was proposed before: one step back."""

from __future__ import annotations

from django.db import models


class ReglageRessentis(models.Model):
    """The sets of feelings of a dispositif; without a row, those shipped with the product."""

    dispositif = models.OneToOneField("structures.Dispositif", models.CASCADE, related_name="+")
    jeux = models.JSONField("séries de ressentis")
    avant = models.JSONField("séries d'avant", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "réglage des ressentis"
        verbose_name_plural = "réglages des ressentis"

    def __str__(self) -> str:
        return "Ressentis du dispositif"
