"""Imported files: the raw file kept, its preview, what it changed (so that it can be undone), and the columns remembered per source."""

from __future__ import annotations

from django.db import models


class EtatLot(models.TextChoices):
    APERCU = "APERCU", "Aperçu"
    APPLIQUE = "APPLIQUE", "Appliqué"
    ANNULE = "ANNULE", "Annulé"


class LotImport(models.Model):
    """One file brought into the agenda of a dispositif. The same bytes, mapped the same way, are one lot (`empreinte`)."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    source = models.CharField(max_length=64)
    nom_fichier = models.CharField(max_length=200)
    format = models.CharField(max_length=8)
    contenu = models.BinaryField()
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    correspondance = models.JSONField("correspondance des colonnes", default=dict)
    etat = models.CharField("état", max_length=8, choices=EtatLot.choices, default=EtatLot.APERCU)
    compte_rendu = models.JSONField("compte rendu", default=dict)
    avancement = models.PositiveSmallIntegerField("avancement en pour cent", default=0)
    cree_par_id = models.BigIntegerField(null=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    applique_le = models.DateTimeField("appliqué le", null=True)
    annule_le = models.DateTimeField("annulé le", null=True)

    class Meta:
        verbose_name = "lot importé"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.nom_fichier


class EffetLot(models.Model):
    """What a lot did to one object: its state before (empty when created), to undo it exactly."""

    lot = models.ForeignKey(LotImport, models.CASCADE, related_name="effets")
    objet = models.CharField(max_length=12)
    objet_id = models.BigIntegerField()
    avant = models.JSONField(null=True)
    version_apres = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "effet d'un lot"

    def __str__(self) -> str:
        return f"{self.objet} {self.objet_id}"


class Correspondance(models.Model):
    """How the columns of a source map to ours, remembered per dispositif and source."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    source = models.CharField(max_length=64)
    colonnes = models.JSONField(default=dict)
    valeurs = models.JSONField(default=dict)

    class Meta:
        verbose_name = "correspondance de colonnes"
        constraints = [models.UniqueConstraint(fields=["dispositif", "source"], name="correspondance_unique")]

    def __str__(self) -> str:
        return self.source
