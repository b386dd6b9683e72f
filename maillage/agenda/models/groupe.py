"""Rosters: a named group of young people, who enter and leave it on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.fields import nouvel_identifiant


class GroupeJeunes(models.Model):
    """A named group, alive between two days. Its événements list whoever belongs to it on their day."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nom = models.CharField(max_length=80)
    unite = models.ForeignKey("structures.Unite", models.SET_NULL, null=True, blank=True, related_name="+")
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "groupe de jeunes"
        verbose_name_plural = "groupes de jeunes"
        ordering = ["nom", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="groupe_fin_apres_debut"
            ),
            models.UniqueConstraint(fields=["dispositif", "nom"], name="groupe_nom_unique"),
        ]

    def __str__(self) -> str:
        return self.nom


class Appartenance(models.Model):
    """A young person belongs to a group from a day to a day, both included; an empty end means « still »."""

    groupe = models.ForeignKey(GroupeJeunes, models.CASCADE, related_name="appartenances")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    debut = models.DateField("entrée")
    fin = models.DateField("dernier jour", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "appartenance à un groupe"
        verbose_name_plural = "appartenances à un groupe"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="appartenance_fin_apres_debut"
            )
        ]
        indexes = [models.Index(fields=["groupe", "debut"])]

    def __str__(self) -> str:
        return f"{self.jeune_id} dans {self.groupe_id}"
