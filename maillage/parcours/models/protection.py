"""Child protection: seen only by those whose section « social » is open in the file."""

from __future__ import annotations

from django.db import models

from maillage.parcours.models.faits import fin_apres_debut


class MesureAse(models.Model):
    """A measure of the aide sociale à l'enfance, between two dates. `type` and `autorite` are codes of referentiels/protection.toml.

    `autorite` says who decides and signs: parents keep their authority unless a judge said otherwise.
    """

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="mesures_ase")
    type = models.CharField(max_length=20)
    departement = models.CharField("département", max_length=3, blank=True)
    referent = models.CharField("référent ou référente", max_length=120, blank=True)
    coordonnees = models.CharField("coordonnées", max_length=120, blank=True)
    autorite = models.CharField("autorité parentale", max_length=20)
    projet_enfant = models.BooleanField("projet pour l'enfant établi", default=False)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "mesure de l'ASE"
        ordering = ["-debut", "-pk"]
        constraints = [fin_apres_debut("mesure_ase_fin_apres_debut")]

    def __str__(self) -> str:
        return f"Mesure depuis le {self.debut}"
