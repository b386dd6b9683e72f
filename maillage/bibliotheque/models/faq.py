"""The questions of the network, and every answer they ever received."""

from __future__ import annotations

from django.db import models

from maillage.bibliotheque.domain.vocabulaire import LIBELLES_STATUT, StatutReponse
from maillage.socle.domain.typographie import ecrire_jour_annee


class QuestionFaq(models.Model):
    """A question asked to the network; `exemple` is the code of a packaged example, which every answer that gives a figure carries."""

    identifiant = models.SlugField(max_length=90, unique=True)
    theme = models.CharField("thème", max_length=30, db_index=True)
    texte = models.CharField("question", max_length=300)
    comptage = models.BooleanField("la réponse donne un chiffre", default=False)
    exemple = models.CharField(max_length=60, blank=True)
    visible = models.BooleanField("montrée à tous", default=True)
    posee_le = models.DateField("posée le")

    class Meta:
        verbose_name = "question"
        ordering = ["theme", "texte", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comptage=False) | ~models.Q(exemple=""), name="faq_chiffre_avec_exemple"
            )
        ]

    def __str__(self) -> str:
        return self.texte


class ReponseFaq(models.Model):
    """One answer, never changed: a better one is a new row, and the latest one is shown."""

    question = models.ForeignKey(QuestionFaq, models.CASCADE, related_name="reponses")
    texte = models.TextField("réponse")
    statut = models.CharField(max_length=12, choices=[(code.value, mots) for code, mots in LIBELLES_STATUT.items()])
    source = models.CharField("d'où vient la réponse", max_length=300)
    le = models.DateField("répondue le")
    auteur = models.CharField(max_length=200)

    class Meta:
        verbose_name = "réponse"
        ordering = ["question", "-le", "-pk"]

    def __str__(self) -> str:
        return f"{ecrire_jour_annee(self.le)} : {self.libelle_statut}"

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUT[StatutReponse(self.statut)]
