"""What an act changed, kept for the time it may be undone."""

from __future__ import annotations

from django.db import models

from maillage.socle.fields import nouvel_identifiant


class ActeAnnulable(models.Model):
    """The state before an act, and the versions it left: undoing restores it exactly, unless someone wrote since.

    Kept one day at most, keys and codes only, never a name.
    """

    jeton = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    acteur_id = models.BigIntegerField(null=True)
    acte = models.CharField(max_length=80)
    avant = models.JSONField(default=dict)
    cree_le = models.DateTimeField("créé le", db_index=True)
    annule_le = models.DateTimeField("annulé le", null=True)

    class Meta:
        verbose_name = "acte annulable"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.acte
