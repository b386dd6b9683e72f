"""What was handed to a partner: who, when, by whom, which places; never their names, which a change of mind must be able to take back."""

from __future__ import annotations

from django.db import models

from maillage.socle.domain.typographie import ecrire_jour_annee


class RemiseExtrait(models.Model):
    """A dated receipt: the extract of a carte de vie was handed to a named partner."""

    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    partenaire = models.ForeignKey("structures.Partenaire", models.PROTECT, related_name="+")
    le = models.DateTimeField("remis le")
    par = models.CharField("remis par", max_length=200)
    lieux = models.JSONField(default=list)

    class Meta:
        verbose_name = "remise d'extrait"
        verbose_name_plural = "remises d'extraits"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"{self.partenaire}, {ecrire_jour_annee(self.le)}"
