"""The signed text of a convention, as it was scanned."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.conventions.models.convention import ConventionCadre
from maillage.socle.fields import nouvel_identifiant


class TexteSigne(models.Model):
    """A file of the signed text; the one without `remplace_le` is shown, the others are its history and stay readable."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    convention = models.ForeignKey(ConventionCadre, models.PROTECT, related_name="textes")
    piece = models.OneToOneField("socle.Piece", models.PROTECT, related_name="+", verbose_name="pièce")
    joint_le = models.DateTimeField("joint le")
    par = models.CharField(max_length=200)
    remplace_le = models.DateTimeField("remplacé le", null=True, blank=True)
    motif = models.CharField("pourquoi il en remplace un autre", max_length=300, blank=True)

    class Meta:
        verbose_name = "texte signé"
        verbose_name_plural = "textes signés"
        ordering = ["convention", "-joint_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention"], condition=Q(remplace_le__isnull=True), name="texte_signe_un_seul_montre"
            )
        ]

    def __str__(self) -> str:
        return str(self.piece)
