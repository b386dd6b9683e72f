"""The draft of a form."""

from __future__ import annotations

from django.db import models


class Brouillon(models.Model):
    """What someone had written in the form of an address when they last stopped typing."""

    compte_id = models.BigIntegerField("compte")
    cle = models.CharField("adresse", max_length=200)
    valeurs = models.JSONField(default=dict)
    modifie_le = models.DateTimeField("modifié le", db_index=True)

    class Meta:
        verbose_name = "brouillon"
        ordering = ["-modifie_le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["compte_id", "cle"], name="un_brouillon_par_adresse")]

    def __str__(self) -> str:
        return f"{self.compte_id} {self.cle}"
