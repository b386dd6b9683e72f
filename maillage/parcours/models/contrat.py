"""The contract of a stay or of a support, and the yearly meeting around schooling: small dated models that deadlines read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class TypeContrat(models.TextChoices):
    """Which document binds the young person and the dispositif (CASF L. 311-4)."""

    SEJOUR = "SEJOUR", "Contrat de séjour"
    DIPC = "DIPC", "DIPC, document individuel de prise en charge"


class Contrat(models.Model):
    """A contract or DIPC: handed over, signed, then amended and brought up to date (`RevisionContrat`)."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="contrats")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    type = models.CharField(max_length=6, choices=TypeContrat.choices)
    remis_le = models.DateField("remis le")
    signe_le = models.DateField("signé le", null=True, blank=True)
    fin = models.DateField("fin", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "contrat"
        ordering = ["-remis_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signe_le__isnull=True) | Q(signe_le__gte=F("remis_le")), name="contrat_signe_apres_remise"
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("remis_le")), name="contrat_fin_apres_remise"
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "jeune"])]

    def __str__(self) -> str:
        return f"{self.get_type_display()} remis le {self.remis_le}"


class NatureRevision(models.TextChoices):
    """What was signed after the contract itself."""

    AVENANT = "AVENANT", "Avenant avec les objectifs"
    MISE_A_JOUR = "MISE_A_JOUR", "Mise à jour annuelle"


class RevisionContrat(models.Model):
    """An amendment, or a yearly update, of a contract."""

    contrat = models.ForeignKey(Contrat, models.CASCADE, related_name="revisions")
    nature = models.CharField(max_length=12, choices=NatureRevision.choices)
    le = models.DateField()

    class Meta:
        verbose_name = "révision d'un contrat"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.get_nature_display()}, {self.le}"


class ReunionEss(models.Model):
    """A meeting of the équipe de suivi de la scolarisation: at least one a year (code de l'éducation D. 351-10)."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="reunions_ess")
    le = models.DateField()
    gevasco = models.BooleanField("GEVA-Sco rempli", default=False)
    suite = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "réunion de l'ESS"
        ordering = ["-le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["jeune", "le"], name="une_ess_par_jour")]

    def __str__(self) -> str:
        return f"ESS du {self.le}"
