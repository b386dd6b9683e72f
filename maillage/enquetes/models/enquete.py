"""A survey and the versions of its questionnaire."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.domain.questionnaire import Questionnaire
from maillage.socle.fields import nouvel_identifiant


class Enquete(models.Model):
    """A survey, asked once or wave after wave.

    `brouillon` is the questionnaire being written, `precedent` what it was before the last act, to undo it; `revision` rises at each writing, so
    that two people who write together are told.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    titre = models.CharField(max_length=200)
    objet = models.TextField("à quoi elle sert", blank=True)
    brouillon = models.JSONField()
    precedent = models.JSONField("précédent", null=True, blank=True)
    revision = models.PositiveIntegerField("révision", default=1)
    creee_le = models.DateField("créée le")
    archivee_le = models.DateField("archivée le", null=True, blank=True)

    class Meta:
        verbose_name = "enquête"
        ordering = ["-creee_le", "-pk"]

    def __str__(self) -> str:
        return self.titre

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """Return the questionnaire being written."""
        return lire_questionnaire(self.brouillon)


class VersionQuestionnaire(models.Model):
    """A questionnaire frozen the day it was published: answers are read with the words that were asked."""

    enquete = models.ForeignKey(Enquete, models.CASCADE, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    schema = models.JSONField("schéma")
    publiee_le = models.DateField("publiée le")

    class Meta:
        verbose_name = "version du questionnaire"
        verbose_name_plural = "versions du questionnaire"
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["enquete", "numero"], name="version_questionnaire_unique")]

    def __str__(self) -> str:
        return f"version {self.numero}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return lire_questionnaire(self.schema)
