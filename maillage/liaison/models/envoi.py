"""What left, what the sheet did to the path, and the draft to the CDAPH."""

from __future__ import annotations

from django.db import models

from maillage.liaison.models.fiche import FicheLiaison
from maillage.socle.models import AjoutSeul


class Envoi(AjoutSeul):
    """An extract sent to one recipient: its exact bytes, their SHA-256, the channel and the proof."""

    fiche = models.ForeignKey(FicheLiaison, models.PROTECT, related_name="envois")
    destinataire = models.CharField(max_length=20)
    aupres_de = models.CharField("auprès de", max_length=200, blank=True)
    extrait = models.BinaryField()
    empreinte = models.CharField(max_length=64)
    canal = models.CharField(max_length=24)
    preuve = models.CharField(max_length=200, blank=True)
    le = models.DateTimeField()
    par = models.CharField(max_length=200)

    class Meta:
        verbose_name = "envoi"
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fiche", "destinataire"], name="envoi_unique_par_destinataire"),
        ]

    def __str__(self) -> str:
        return f"{self.fiche} à {self.destinataire}"


class EffetPeriode(models.Model):
    """A sheet opened or closed a modality period; `fin_avant` is the end the period had, to give it back on a withdrawal.

    `creee`: the period was written by the sheet (false: it was already there and the sheet only explains it).
    """

    class Sens(models.TextChoices):
        OUVRE = "OUVRE", "Ouvre"
        FERME = "FERME", "Ferme"

    fiche = models.ForeignKey(FicheLiaison, models.CASCADE, related_name="effets")
    periode = models.ForeignKey("parcours.PeriodeModalite", models.CASCADE, related_name="+")
    sens = models.CharField(max_length=5, choices=Sens.choices)
    fin_avant = models.DateField("fin d'avant", null=True, blank=True)
    creee = models.BooleanField("écrite par la fiche", default=True)

    class Meta:
        verbose_name = "effet sur une période"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fiche", "periode", "sens"], name="effet_periode_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.fiche} {self.sens.lower()} {self.periode_id}"


class SaisineCDAPH(models.Model):
    """A draft to the CDAPH after a disagreement; people send it themselves, then write the date here."""

    fiche = models.OneToOneField(FicheLiaison, models.CASCADE, related_name="saisine")
    demandeur = models.CharField(max_length=40)
    texte = models.TextField()
    redigee_le = models.DateField("rédigée le")
    deposee_le = models.DateField("déposée le", null=True, blank=True)

    class Meta:
        verbose_name = "saisine de la CDAPH"
        verbose_name_plural = "saisines de la CDAPH"

    def __str__(self) -> str:
        return f"Saisine de {self.fiche}"
