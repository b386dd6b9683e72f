"""What is done with partners in bulk, and can be taken back: a file under review, two entries that were one body."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.territoire.vocabulaire import EtatImport


class LotPartenaires(models.Model):
    """A file of partners from its deposit to its writing.

    `cellules` is the file as read, `lignes` each line with what it may be, `decisions` what a person chose, by line number; all three are emptied
    once written or abandoned. `importes` are the partners that it brought in this directory, for the undo.
    """

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    nom_fichier = models.CharField("fichier", max_length=200)
    etat = models.CharField("état", max_length=10, choices=EtatImport.choices, default=EtatImport.LECTURE)
    avancement = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    cellules = models.JSONField(default=list)
    lignes = models.JSONField(default=list)
    decisions = models.JSONField("décisions", default=dict)
    echange = models.BooleanField("longitudes et latitudes échangées", default=False)
    comptes = models.JSONField(default=dict)
    importes = models.JSONField(default=list)
    depose_par = models.CharField("déposé par", max_length=200)
    depose_le = models.DateTimeField("déposé le")
    applique_le = models.DateTimeField("appliqué le", null=True, blank=True)

    class Meta:
        verbose_name = "fichier de partenaires"
        verbose_name_plural = "fichiers de partenaires"
        ordering = ["-depose_le", "-pk"]
        indexes = [models.Index(fields=["dispositif", "etat"])]
        constraints = [
            models.CheckConstraint(condition=Q(avancement__lte=100), name="lot_partenaires_avancement_sur_cent")
        ]

    def __str__(self) -> str:
        return self.nom_fichier


class FusionPartenaires(models.Model):
    """Two entries of a directory made one. `deplaces` holds what moved from one to the other, so that they can be told apart again."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    garde = models.ForeignKey("structures.Partenaire", models.CASCADE, related_name="+", verbose_name="gardé")
    doublon = models.ForeignKey("structures.Partenaire", models.CASCADE, related_name="+")
    deplaces = models.JSONField("déplacés", default=dict)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "réunion de deux partenaires"
        verbose_name_plural = "réunions de partenaires"
        ordering = ["-le", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(garde=F("doublon")), name="fusion_de_deux_partenaires")]

    def __str__(self) -> str:
        return f"{self.garde}, {ecrire_jour_annee(self.le)}"
