"""Marks made without network: each is received once, whatever the number of times the device sends it."""

from __future__ import annotations

from django.db import models


class MarqueRecue(models.Model):
    """A mark of an offline day sheet, by the key that the device drew, and what was answered: sent again, the same answer comes back.

    Kept some days, keys and codes only, never a name.
    """

    cle = models.CharField("clé de la marque", max_length=36)
    acteur_id = models.BigIntegerField()
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    reponse = models.JSONField("réponse", default=dict)
    recue_le = models.DateTimeField("reçue le", db_index=True)

    class Meta:
        verbose_name = "marque reçue"
        verbose_name_plural = "marques reçues"
        constraints = [models.UniqueConstraint(fields=["acteur_id", "cle"], name="marque_une_fois")]

    def __str__(self) -> str:
        return self.cle
