"""What ties a signatory to an account, and the drawing made while signing."""

from __future__ import annotations

from django.db import models

from maillage.liaison.models.fiche import Signataire
from maillage.socle.models import AjoutSeul


class CompteSignataire(models.Model):
    """The account through which a signatory answers on line. No foreign key: accounts of families are withdrawn, the proof stays."""

    signataire = models.OneToOneField(Signataire, models.CASCADE, related_name="compte")
    compte_id = models.BigIntegerField("compte")
    nom_du_compte = models.CharField(max_length=200)
    relie_par = models.CharField("relié par", max_length=200)
    relie_le = models.DateTimeField("relié le")

    class Meta:
        verbose_name = "compte d'un signataire"
        verbose_name_plural = "comptes des signataires"

    def __str__(self) -> str:
        return f"{self.signataire} : compte {self.compte_id}"


class TraceSignature(AjoutSeul):
    """The drawing made with a finger while signing: a comfort, never the proof (who, how, when, hash of the text read).

    `dessin` is an SVG path in a box of 600 by 200; `compte_id` is the account that signed, empty when a professional held the tablet.
    """

    signataire = models.OneToOneField(Signataire, models.PROTECT, related_name="trace")
    dessin = models.TextField(blank=True)
    compte_id = models.BigIntegerField("compte", null=True, blank=True)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "tracé de signature"
        verbose_name_plural = "tracés de signature"

    def __str__(self) -> str:
        return f"Tracé de {self.signataire}"
