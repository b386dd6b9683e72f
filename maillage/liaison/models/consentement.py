"""Consent per recipient and per field: dated events, never overwritten."""

from __future__ import annotations

from django.db import models

from maillage.socle.models import AjoutSeul


class Consentement(AjoutSeul):
    """At a moment, someone allowed a field to a recipient, or took it back."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    destinataire = models.CharField(max_length=20)
    champ = models.CharField(max_length=40)
    accorde = models.BooleanField("accordé")
    par = models.CharField("donné par", max_length=120)
    le = models.DateTimeField()
    enregistre_par = models.CharField("enregistré par", max_length=200)

    class Meta:
        verbose_name = "consentement"
        ordering = ["le", "pk"]
        indexes = [models.Index(fields=["jeune", "dispositif"], name="consentement_jeune")]

    def __str__(self) -> str:
        return f"{self.destinataire} {self.champ} {'oui' if self.accorde else 'non'}"
