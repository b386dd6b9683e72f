"""What the establishment sets itself: its own words, each tied to the national code that counts."""

from __future__ import annotations

from django.db import models

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, MotifAbsence


class ReglageLocal(models.Model):
    """A word of the establishment. Withdrawn, it is no longer offered; what was written with it keeps it."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    libelle = models.CharField("libellé", max_length=80)
    retire_le = models.DateField("retiré le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["libelle", "pk"]

    def __str__(self) -> str:
        return self.libelle


class TypeActivite(ReglageLocal):
    """A kind of activity (« Atelier cuisine »): what an événement of that kind is for the count, unless its form says otherwise."""

    categorie = models.CharField("catégorie", max_length=16, choices=Categorie.choices)
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices, blank=True)
    lieu_type = models.CharField("type de lieu", max_length=16, choices=LieuType.choices, blank=True)
    duree_minutes = models.PositiveSmallIntegerField("durée habituelle, en minutes", null=True, blank=True)

    class Meta(ReglageLocal.Meta):
        verbose_name = "type d'activité"
        verbose_name_plural = "types d'activité"
        constraints = [models.UniqueConstraint(fields=["dispositif", "libelle"], name="type_activite_unique")]


class LieuHabituel(ReglageLocal):
    """A place where the team often goes: its national type, and where it stands (its own point, else its commune)."""

    lieu_type = models.CharField("type de lieu", max_length=16, choices=LieuType.choices)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)

    class Meta(ReglageLocal.Meta):
        verbose_name = "lieu habituel"
        verbose_name_plural = "lieux habituels"
        constraints = [models.UniqueConstraint(fields=["dispositif", "libelle"], name="lieu_habituel_unique")]


class MotifLocal(ReglageLocal):
    """A reason of absence in the words of the establishment, counted as the national reason it is tied to."""

    motif = models.CharField("motif national", max_length=16, choices=MotifAbsence.choices)

    class Meta(ReglageLocal.Meta):
        verbose_name = "motif d'absence de l'établissement"
        verbose_name_plural = "motifs d'absence de l'établissement"
        constraints = [models.UniqueConstraint(fields=["dispositif", "libelle"], name="motif_local_unique")]
