"""What a département plans: its feuille de route, its answers to the five questions, when its convention is to be rolled out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.conventions.domain.instances import LIBELLES_DECISION, EtatDecision
from maillage.socle.fields import nouvel_identifiant


class ActionFeuille(models.Model):
    """An action of the feuille de route of a département and a year."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    departement = models.CharField("département", max_length=3)
    annee = models.PositiveSmallIntegerField("année")
    axe = models.CharField(max_length=200)
    libelle = models.CharField("action", max_length=500)
    pilote = models.CharField(max_length=200)
    partenaires = models.CharField(max_length=500, blank=True)
    echeance = models.DateField("pour le", null=True, blank=True)
    etat = models.CharField("état", max_length=12, default=EtatDecision.A_FAIRE)

    class Meta:
        verbose_name = "action de la feuille de route"
        verbose_name_plural = "actions de la feuille de route"
        ordering = ["departement", "annee", "axe", "echeance", "pk"]
        indexes = [models.Index(fields=["departement", "annee"], name="action_feuille_annee")]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_DECISION[EtatDecision(self.etat)]


class ReponseQuestion(models.Model):
    """What a département answers, for now, to one of the five questions; `tranchee`: the partners agree on it."""

    departement = models.CharField("département", max_length=3)
    numero = models.PositiveSmallIntegerField("numéro")
    texte = models.TextField()
    tranchee = models.BooleanField("tranchée", default=False)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "réponse à une question"
        verbose_name_plural = "réponses aux questions"
        ordering = ["departement", "numero"]
        constraints = [models.UniqueConstraint(fields=["departement", "numero"], name="reponse_question_unique")]

    def __str__(self) -> str:
        return f"{self.departement}, question {self.numero}"


class EtapeDeploiement(models.Model):
    """When a département is to roll its convention out; `source` says where the date comes from."""

    departement = models.CharField("département", max_length=3, unique=True)
    debut = models.DateField("début prévu")
    fin = models.DateField("signature prévue")
    commentaire = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name = "étape de déploiement"
        verbose_name_plural = "étapes de déploiement"
        ordering = ["debut", "departement"]
        constraints = [models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="deploiement_fin_apres_debut")]

    def __str__(self) -> str:
        return self.departement
