"""People willing to share what they have done: their offer, who looked at their contact details, the questions they were asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul


class PreferenceContact(models.TextChoices):
    """How someone wants to be reached; through Maillage, no detail is ever shown."""

    MAILLAGE = "MAILLAGE", "Par Maillage, sans montrer mes coordonnées"
    COURRIEL = "COURRIEL", "Par courriel"
    TELEPHONE = "TELEPHONE", "Par téléphone"


class OffreExperience(models.Model):
    """What a professional has done and is willing to tell, from the day of their consent to the end they chose.

    `retiree_le` takes it away at once: contact details are then erased, the text too.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    utilisateur = models.ForeignKey("comptes.Utilisateur", models.CASCADE, related_name="+")
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=120)
    fonction = models.CharField(max_length=120)
    titre = models.CharField("ce que vous avez fait", max_length=160)
    recit = models.TextField("récit", blank=True)
    themes = models.JSONField("thèmes", default=list)
    preference = models.CharField("préférence", max_length=10, choices=PreferenceContact.choices)
    courriel = models.EmailField(blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    consentie_le = models.DateField("accord donné le")
    jusqu_au = models.DateField("jusqu'au")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "offre d'expérience"
        verbose_name_plural = "offres d'expérience"
        ordering = ["titre", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(jusqu_au__gte=F("consentie_le")), name="offre_experience_dates"),
            models.CheckConstraint(
                condition=Q(retiree_le__isnull=True) | Q(courriel="", telephone="", recit=""),
                name="offre_retiree_sans_coordonnees",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def ouverte(self, le: dt.date) -> bool:
        """Tell whether the consent still holds."""
        return self.retiree_le is None and self.jusqu_au >= le

    @property
    def montre_des_coordonnees(self) -> bool:
        return self.preference != PreferenceContact.MAILLAGE and bool(self.courriel or self.telephone)


class ConsultationCoordonnees(AjoutSeul):
    """Someone asked to see the contact details of an offer: its author reads who, from where and when."""

    offre = models.ForeignKey(OffreExperience, models.CASCADE, related_name="consultations")
    utilisateur_id = models.BigIntegerField(db_index=True)
    par = models.CharField(max_length=200)
    depuis = models.CharField(max_length=200, blank=True)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "consultation de coordonnées"
        verbose_name_plural = "consultations de coordonnées"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"{self.par}, {self.le:%Y-%m-%d}"


class QuestionExperience(models.Model):
    """A question to the author of an offer, and the answer; neither side sees the address of the other.

    `empreinte_lien`: SHA-256 of the token of the answer link, emptied once answered or over.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    offre = models.ForeignKey(OffreExperience, models.CASCADE, related_name="questions")
    auteur = models.ForeignKey("comptes.Utilisateur", models.CASCADE, related_name="+")
    auteur_nom = models.CharField(max_length=200)
    auteur_lieu = models.CharField(max_length=200, blank=True)
    texte = models.TextField("question")
    posee_le = models.DateTimeField("posée le")
    reponse = models.TextField("réponse", blank=True)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    empreinte_lien = models.CharField(max_length=64, blank=True, db_index=True)
    lien_expire_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "question sur une expérience"
        verbose_name_plural = "questions sur une expérience"
        ordering = ["-posee_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(repondue_le__isnull=True, reponse="") | (Q(repondue_le__isnull=False) & ~Q(reponse="")),
                name="question_experience_reponse_datee",
            )
        ]

    def __str__(self) -> str:
        return self.texte[:60]

    def lien_ouvert(self, maintenant: Any) -> bool:
        return bool(self.empreinte_lien and self.lien_expire_le and self.lien_expire_le > maintenant)
