"""Sessions: a training given, its meeting, who agreed to be asked later, and what they answered without a name."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from maillage.formations.models.catalogue import Formateur, Formation
from maillage.socle.fields import nouvel_identifiant


class SessionFormation(models.Model):
    """A training given once. Its dates, groups, registrations, sign-ins and certificates are those of its meeting."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    formation = models.ForeignKey(Formation, models.PROTECT, related_name="sessions")
    rencontre = models.OneToOneField("rencontres.Rencontre", models.PROTECT, related_name="+")
    formateurs = models.ManyToManyField(Formateur, related_name="sessions", blank=True)
    suite_envoyee_le = models.DateField("évaluation à trois mois envoyée le", null=True, blank=True)

    class Meta:
        verbose_name = "session de formation"
        verbose_name_plural = "sessions de formation"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.rencontre)


class AccordSuite(models.Model):
    """Someone who came agreed to be asked three months later. `repondu`: an answer was given, none knows which."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    session = models.ForeignKey(SessionFormation, models.CASCADE, related_name="accords")
    inscription = models.OneToOneField("rencontres.Inscription", models.CASCADE, related_name="+")
    note_par = models.CharField("noté par", max_length=200)
    note_le = models.DateField("noté le")
    repondu = models.BooleanField("a répondu", default=False)

    class Meta:
        verbose_name = "accord pour l'évaluation à trois mois"
        verbose_name_plural = "accords pour l'évaluation à trois mois"

    def __str__(self) -> str:
        return self.identifiant


class EvaluationDistance(models.Model):
    """An answer at three months: no name, no moment, and a random key, so that the order of answers is lost too."""

    cle = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(SessionFormation, models.CASCADE, related_name="evaluations")
    note = models.PositiveSmallIntegerField()
    texte = models.TextField(blank=True)

    class Meta:
        verbose_name = "évaluation à trois mois"
        verbose_name_plural = "évaluations à trois mois"
        ordering = ["cle"]
        constraints = [models.CheckConstraint(condition=Q(note__range=(1, 5)), name="evaluation_distance_de_1_a_5")]

    def __str__(self) -> str:
        return f"réponse à {self.session_id}"
