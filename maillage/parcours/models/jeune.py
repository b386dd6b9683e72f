"""A young person."""

from __future__ import annotations

from django.db import models

from maillage.socle.fields import nouvel_identifiant


class Sexe(models.TextChoices):
    F = "F", "Féminin"
    M = "M", "Masculin"
    AUTRE = "AUTRE", "Autre"


class Jeune(models.Model):
    """A young person, whatever the number of dispositifs. `identifiant` stands for them in files and counts: it says nothing of who they are."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nom = models.CharField(max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    nom_usage = models.CharField("nom d'usage", max_length=80, blank=True)
    naissance = models.DateField("date de naissance", null=True, blank=True)
    sexe = models.CharField(max_length=5, choices=Sexe.choices, blank=True)
    ins = models.CharField("matricule INS", max_length=15, blank=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "jeune"
        ordering = ["nom", "prenom", "pk"]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom_usage or self.nom}"
