"""What happens in the life of a young person, beside their path."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class EvenementDeVie(models.Model):
    """A dated event of a life, read by whoever may open its section. Taken away, it can come back: `retire_le` says when."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="evenements")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    type = models.CharField(max_length=20)
    section = models.CharField(max_length=20)
    libelle = models.CharField("libellé", max_length=120, blank=True)
    debut = models.DateField("date")
    fin = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "événement de vie"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="evenement_de_vie_fin_apres_debut"
            )
        ]
        indexes = [models.Index(fields=["jeune", "dispositif"], name="evenement_de_vie_jeune")]

    def __str__(self) -> str:
        return self.libelle or self.type
