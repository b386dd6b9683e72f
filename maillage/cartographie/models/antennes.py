"""Where to open or move an antenne: a question kept with its answer. Populations of communes, never a person."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from maillage.cartographie.models.territoires import EtatEtude


class ObjectifAntenne(models.TextChoices):
    """The objectives of contract 3, in words."""

    MOYENNE = "moyenne", "Le moins de route en moyenne"
    COUVERTURE = "couverture", "Le plus d'habitants à portée"
    PIRE = "pire", "Le moins de route pour les plus éloignés"


class ScenarioAntenne(models.Model):
    """A question and its answer, both kept: candidates, sites given up, objective; figures of today and of each candidate."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=120)
    objectif = models.CharField(max_length=10, choices=ObjectifAntenne.choices, default=ObjectifAntenne.MOYENNE)
    ouvertures = models.PositiveSmallIntegerField(
        "antennes à ouvrir", default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    seuil = models.PositiveSmallIntegerField(
        "à portée : minutes au plus", validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    fournisseur = models.CharField("temps de trajet", max_length=10)
    candidats = models.JSONField(default=list)
    quittes = models.JSONField("sites quittés", default=list)
    hypotheses = models.JSONField("hypothèses", default=dict)
    etat = models.CharField("état", max_length=8, choices=EtatEtude.choices, default=EtatEtude.ATTENTE)
    message = models.CharField(max_length=300, blank=True)
    demandee_le = models.DateTimeField("demandée le")
    demandee_par = models.CharField("demandée par", max_length=200)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    resultat = models.JSONField(default=dict)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "scénario d'antenne"
        verbose_name_plural = "scénarios d'antenne"
        ordering = ["-demandee_le", "-pk"]

    def __str__(self) -> str:
        return self.nom
