"""The plan of a request and its actions, the recommendations and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import (
    LIBELLES_ACTION,
    LIBELLES_PORTEUR,
    LIBELLES_RECOMMANDATION,
    EtatActionSoutien,
    EtatRecommandation,
    Porteur,
)
from maillage.soutien.models.demande import DemandeSoutien


class PlanSoutien(models.Model):
    """What a request aims at, and when it is looked at again."""

    demande = models.OneToOneField(DemandeSoutien, models.CASCADE, related_name="plan")
    objectif = models.TextField()
    etabli_le = models.DateField("établi le")
    revoir_le = models.DateField("à revoir le", null=True, blank=True)

    class Meta:
        verbose_name = "plan d'action"
        verbose_name_plural = "plans d'action"

    def __str__(self) -> str:
        return self.objectif[:80]


class ActionSoutien(models.Model):
    """One action of a plan: which of the seven kinds, on which side, by whom, for when."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    demande = models.ForeignKey(DemandeSoutien, models.CASCADE, related_name="actions")
    genre = models.CharField("action", max_length=15)
    libelle = models.CharField("libellé", max_length=300)
    porteur = models.CharField(max_length=10, default=Porteur.MISSION)
    qui = models.CharField("qui s'en charge", max_length=200, blank=True)
    echeance = models.DateField("pour le")
    etat = models.CharField("état", max_length=12, default=EtatActionSoutien.A_FAIRE)
    close_le = models.DateField("close le", null=True, blank=True)
    constat = models.CharField(max_length=500, blank=True)
    rappelee_le = models.DateField("rappelée le", null=True, blank=True)

    class Meta:
        verbose_name = "action de soutien"
        verbose_name_plural = "actions de soutien"
        ordering = ["echeance", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat=EtatActionSoutien.A_FAIRE, close_le__isnull=True)
                | (~Q(etat=EtatActionSoutien.A_FAIRE) & Q(close_le__isnull=False)),
                name="soutien_action_close_datee",
            )
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ACTION[EtatActionSoutien(self.etat)]

    @property
    def libelle_genre(self) -> str:
        return referentiels.libelle_du_genre(self.genre)

    @property
    def libelle_porteur(self) -> str:
        return LIBELLES_PORTEUR[Porteur(self.porteur)]


class Recommandation(models.Model):
    """What the mission recommends to a dispositif, for when, and what the dispositif makes of it."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    demande = models.ForeignKey(DemandeSoutien, models.CASCADE, related_name="recommandations")
    texte = models.CharField("recommandation", max_length=500)
    proposee_le = models.DateField("proposée le")
    echeance = models.DateField("pour le", null=True, blank=True)
    etat = models.CharField("état", max_length=10, default=EtatRecommandation.PROPOSEE)
    motif = models.CharField(max_length=500, blank=True)
    rappelee_le = models.DateField("rappelée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "recommandation"
        ordering = ["-proposee_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(etat=EtatRecommandation.ECARTEE) | ~Q(motif=""), name="soutien_recommandation_motivee"
            )
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_RECOMMANDATION[EtatRecommandation(self.etat)]


class SuiteRecommandation(models.Model):
    """Each state that a recommendation took, when, by whom, with which words; never changed."""

    recommandation = models.ForeignKey(Recommandation, models.CASCADE, related_name="suites")
    le = models.DateField()
    etat = models.CharField("état", max_length=10)
    mot = models.CharField(max_length=500, blank=True)
    par = models.CharField(max_length=200)

    class Meta:
        verbose_name = "suite d'une recommandation"
        verbose_name_plural = "suites d'une recommandation"
        ordering = ["recommandation", "le", "pk"]

    def __str__(self) -> str:
        return self.libelle_etat

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_RECOMMANDATION[EtatRecommandation(self.etat)]
