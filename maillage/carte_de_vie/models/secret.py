"""The box of what is secret: one row per young person, encrypted whole, so that neither names, dates nor the number of places can be read."""

from __future__ import annotations

from django.db import models


class CoffreSecret(models.Model):
    """What only the young person's own account opens. It never leaves the installation, not even encrypted (echanges/referentiels/depart.toml).

    `compte` is that account: another one opened later in the name of the same young person finds nothing. Empty until there is one.
    """

    jeune = models.OneToOneField("parcours.Jeune", models.CASCADE, related_name="+")
    compte = models.PositiveBigIntegerField(null=True, blank=True)
    contenu = models.TextField()

    class Meta:
        verbose_name = "coffre secret"
        verbose_name_plural = "coffres secrets"

    def __str__(self) -> str:
        return "Coffre secret"
