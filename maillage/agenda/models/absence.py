"""Absences: a young person is away between two instants, for a reason."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.vocabulaire import MotifAbsence


class Justificatif(models.TextChoices):
    """What the family gave to explain an absence."""

    INUTILE = "INUTILE", "Pas de justificatif demandé"
    ATTENDU = "ATTENDU", "Justificatif attendu"
    RECU = "RECU", "Justificatif reçu"


class Absence(models.Model):
    """An absence in one dispositif, or in every one when `dispositif` is empty. Half-open [debut, fin); an empty end means « no end yet ».

    Handled (`traitee_le`) when someone has looked at its reason and called who had to be called. `motif` alone counts; `motif_local` words it.
    """

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, null=True, blank=True, related_name="+")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField(null=True, blank=True)
    motif = models.CharField(max_length=16, choices=MotifAbsence.choices)
    motif_local = models.ForeignKey("agenda.MotifLocal", models.SET_NULL, null=True, blank=True, related_name="+")
    prevenu_le = models.DateTimeField("prévenu le", null=True, blank=True)
    justificatif = models.CharField(max_length=8, choices=Justificatif.choices, blank=True)
    rappel_le = models.DateTimeField("famille rappelée le", null=True, blank=True)
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    source = models.CharField(max_length=64, blank=True)
    source_ref = models.CharField(max_length=200, blank=True)
    lot = models.ForeignKey("agenda.LotImport", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "absence"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gt=F("debut")), name="absence_fin_apres_debut"
            )
        ]
        indexes = [models.Index(fields=["jeune", "debut"])]

    def __str__(self) -> str:
        return f"{self.get_motif_display()} depuis le {self.debut:%Y-%m-%d %H:%M}"

    @property
    def motif_en_mots(self) -> str:
        """The reason in the words of the establishment, else the national label."""
        return str(self.motif_local) if self.motif_local_id else self.get_motif_display()

    @property
    def motif_choisi(self) -> str:
        """The reason as forms name it: a national code, or `local:` and the key of a reason of the establishment."""
        return f"local:{self.motif_local_id}" if self.motif_local_id else self.motif
