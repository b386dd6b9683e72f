"""Two threads kept in two tables, so that one can never be read for the other: with those who carry the dispositif; between examiners only."""

from __future__ import annotations

from django.db import models

from maillage.reconnaissance.domain.etats import Partie

AUTEURS = [(Partie.PORTEURS.value, "Le dispositif"), (Partie.INSTRUCTEURS.value, "L'agence régionale de santé")]


class SensAvis(models.TextChoices):
    """What an expert thinks."""

    FAVORABLE = "FAVORABLE", "Favorable"
    RESERVE = "RESERVE", "Favorable avec réserves"
    DEFAVORABLE = "DEFAVORABLE", "Défavorable"


class MessageDossier(models.Model):
    """A message that both sides read."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="messages")
    partie = models.CharField(max_length=12, choices=AUTEURS)
    auteur = models.CharField(max_length=200)
    texte = models.TextField()
    le = models.DateTimeField()

    class Meta:
        verbose_name = "message partagé"
        verbose_name_plural = "messages partagés"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.auteur}, {self.le:%Y-%m-%d}"


class NoteInstruction(models.Model):
    """A note between examiners. It never leaves them: no page, export, mail nor departure of the dispositif holds it."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="notes")
    auteur = models.CharField(max_length=200)
    texte = models.TextField()
    le = models.DateTimeField()

    class Meta:
        verbose_name = "note d'instruction"
        verbose_name_plural = "notes d'instruction"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"note du {self.le:%Y-%m-%d}"


class AvisExpert(models.Model):
    """An opinion asked of someone by examiners, and what they answered; as private as a note."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="avis")
    expert = models.CharField("à qui", max_length=200)
    courriel = models.EmailField(blank=True)
    question = models.TextField()
    demande_le = models.DateTimeField("demandé le")
    demande_par = models.CharField("demandé par", max_length=200)
    attendu_le = models.DateField("attendu le")
    sens = models.CharField(max_length=12, choices=SensAvis.choices, blank=True)
    texte = models.TextField("réponse", blank=True)
    rendu_le = models.DateField("rendu le", null=True, blank=True)
    note_par = models.CharField("noté par", max_length=200, blank=True)

    class Meta:
        verbose_name = "avis d'expert"
        verbose_name_plural = "avis d'experts"
        ordering = ["demande_le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rendu_le__isnull=True, sens="")
                | models.Q(rendu_le__isnull=False) & ~models.Q(sens=""),
                name="avis_rendu_avec_son_sens",
            )
        ]

    def __str__(self) -> str:
        return self.expert
