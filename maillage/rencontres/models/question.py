"""Questions to the authority, and its dated answers, each with what it is worth."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.rencontres.domain.etats import LIBELLES_STATUT, TONS_STATUT, StatutReponse
from maillage.socle.fields import nouvel_identifiant


class QuestionAutorite(models.Model):
    """A question asked at a meeting or outside of any; nobody's name goes with it."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    rencontre = models.ForeignKey(
        "rencontres.Rencontre", models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    theme = models.CharField("thème", max_length=120, blank=True)
    texte = models.TextField("question")
    posee_le = models.DateField("posée le")
    publiee_le = models.DateTimeField("publiée dans la FAQ le", null=True, blank=True)

    class Meta:
        verbose_name = "question à l'autorité"
        verbose_name_plural = "questions à l'autorité"
        ordering = ["-posee_le", "-pk"]

    def __str__(self) -> str:
        return self.texte[:80]


class ReponseOfficielle(models.Model):
    """An answer on a date; a new one replaces it and both are kept."""

    question = models.ForeignKey(QuestionAutorite, models.CASCADE, related_name="reponses")
    numero = models.PositiveSmallIntegerField("numéro")
    texte = models.TextField("réponse")
    statut = models.CharField(max_length=10)
    autorite = models.CharField("qui répond", max_length=160)
    source = models.CharField(max_length=200, blank=True)
    le = models.DateField("donnée le")
    remplacee_le = models.DateField("remplacée le", null=True, blank=True)

    class Meta:
        verbose_name = "réponse officielle"
        verbose_name_plural = "réponses officielles"
        ordering = ["-numero"]
        constraints = [
            models.UniqueConstraint(fields=["question", "numero"], name="reponse_officielle_unique"),
            models.CheckConstraint(condition=Q(statut__in=list(StatutReponse)), name="reponse_statut_connu"),
            models.UniqueConstraint(
                fields=["question"],
                condition=~Q(statut=StatutReponse.REMPLACEE),
                name="reponse_en_cours_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.numero}"

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUT[StatutReponse(self.statut)]

    @property
    def ton_statut(self) -> str:
        return TONS_STATUT[StatutReponse(self.statut)]
