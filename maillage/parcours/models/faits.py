"""The dated facts of a path that the count reads: phases, modality periods, schooling, complexity (requests are in `entree`).

Dates are inclusive at both ends; an empty end means « still open » (activity contract 2.1).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import CodeScolarite, CritereComplexite, Modalite, TypePhase


def fin_apres_debut(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name=name)


class Phase(models.Model):
    """Where a young person stands with a dispositif, between two dates."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="phases")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    type = models.CharField(max_length=20, choices=TypePhase.choices)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    motif_sortie = models.CharField(max_length=80, blank=True)
    destination = models.CharField(max_length=80, blank=True)
    creton = models.BooleanField("maintien Creton", default=False)

    class Meta:
        verbose_name = "phase"
        ordering = ["debut", "pk"]
        constraints = [fin_apres_debut("phase_fin_apres_debut")]
        indexes = [models.Index(fields=["dispositif", "jeune"])]

    def __str__(self) -> str:
        return f"{self.get_type_display()} depuis le {self.debut}"


class LieuModalite(models.TextChoices):
    INTRA = "INTRA", "Dans l'établissement"
    DELOCALISE = "DELOCALISE", "Délocalisé"


class PeriodeModalite(models.Model):
    """A modality open for a young person in a dispositif, between two dates.

    Modalities combine; two periods of one modality never overlap for one young person in one dispositif: an exclusion constraint on
    PostgreSQL, triggers on SQLite (migration 0002).
    """

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="periodes")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices)
    lieu = models.CharField(max_length=10, choices=LieuModalite.choices, default=LieuModalite.INTRA)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "période de modalité"
        ordering = ["debut", "modalite", "pk"]
        constraints = [fin_apres_debut("periode_modalite_fin_apres_debut")]
        indexes = [models.Index(fields=["dispositif", "jeune"])]

    def __str__(self) -> str:
        return f"{self.get_modalite_display()} depuis le {self.debut}"


class Scolarite(models.Model):
    """How a young person goes to school, between two dates (ES-Handicap codes)."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="scolarites")
    code = models.CharField(max_length=2, choices=CodeScolarite.choices)
    etablissement = models.CharField("école", max_length=200, blank=True)
    uai = models.CharField("UAI", max_length=8, blank=True)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "scolarité"
        ordering = ["debut", "pk"]
        constraints = [fin_apres_debut("scolarite_fin_apres_debut")]

    def __str__(self) -> str:
        return self.get_code_display()


class Complexite(models.Model):
    """A complexity criterion of a young person in a dispositif, between two dates (R28)."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="complexites")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    critere = models.CharField("critère", max_length=2, choices=CritereComplexite.choices)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "critère de complexité"
        ordering = ["debut", "critere", "pk"]
        constraints = [fin_apres_debut("complexite_fin_apres_debut")]

    def __str__(self) -> str:
        return self.critere
