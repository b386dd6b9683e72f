"""What lets someone without account come back, and what rate limits count."""

from __future__ import annotations

from django.db import models


class UsageLien(models.TextChoices):
    """What a private link opens."""

    SUIVI = "SUIVI", "Suivi de la demande"
    EVALUATION = "EVALUATION", "Évaluation"


class LienPrive(models.Model):
    """A private link sent by mail: only the SHA-256 of its token is kept."""

    demande = models.ForeignKey("appui_ressource.DemandeAppui", models.CASCADE, related_name="liens")
    usage = models.CharField(max_length=10, choices=UsageLien.choices)
    empreinte = models.CharField(max_length=64, unique=True)
    expire_le = models.DateTimeField("expire le")

    class Meta:
        verbose_name = "lien privé"

    def __str__(self) -> str:
        return f"{self.usage} {self.demande_id}"


class DepotRecent(models.Model):
    """A request or a message written lately from a browser or an address, under a keyed hash: what rate limits count, forgotten after a day."""

    empreinte = models.CharField(max_length=64)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "dépôt récent"
        indexes = [models.Index(fields=["empreinte", "le"], name="depot_recent_empreinte")]

    def __str__(self) -> str:
        return f"{self.empreinte[:8]} {self.le:%Y-%m-%d %H:%M}"
