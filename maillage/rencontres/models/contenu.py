"""What a meeting holds: speakers, documents, workshops and their notes, what each date said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant


class Intervenant(models.Model):
    """Someone invited to speak."""

    rencontre = models.ForeignKey("rencontres.Rencontre", models.CASCADE, related_name="intervenants")
    nom = models.CharField(max_length=160)
    fonction = models.CharField(max_length=200, blank=True)
    sujet = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "intervenant"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nom


class SupportRencontre(models.Model):
    """A document shown or given out: a kept file or an address, never both."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    rencontre = models.ForeignKey("rencontres.Rencontre", models.CASCADE, related_name="supports")
    titre = models.CharField(max_length=200)
    piece = models.ForeignKey("socle.Piece", models.PROTECT, null=True, blank=True, related_name="+")
    adresse = models.URLField(max_length=500, blank=True)

    class Meta:
        verbose_name = "support"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(piece__isnull=False, adresse="") | (Q(piece__isnull=True) & ~Q(adresse="")),
                name="support_fichier_ou_adresse",
            )
        ]

    def __str__(self) -> str:
        return self.titre


class Atelier(models.Model):
    """A workshop of one date; those of the same title in several towns merge in the report. `numero` is the version of its notes."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    seance = models.ForeignKey("rencontres.SeanceRencontre", models.CASCADE, related_name="ateliers")
    titre = models.CharField(max_length=200)
    animateur = models.CharField(max_length=160, blank=True)
    notes = models.TextField(blank=True)
    numero = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "atelier"
        ordering = ["titre", "pk"]

    def __str__(self) -> str:
        return self.titre


class NoteAtelier(models.Model):
    """A version of the notes of a workshop, kept as it was written."""

    atelier = models.ForeignKey(Atelier, models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    texte = models.TextField()
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "version des notes"
        verbose_name_plural = "versions des notes"
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["atelier", "numero"], name="note_atelier_unique")]

    def __str__(self) -> str:
        return f"{self.atelier_id} v{self.numero}"


class PointDeSeance(models.Model):
    """What was said at one date under a theme; the report puts together the same theme of every date."""

    seance = models.ForeignKey("rencontres.SeanceRencontre", models.CASCADE, related_name="points")
    theme = models.CharField("thème", max_length=160)
    texte = models.TextField("ce qui s'est dit")

    class Meta:
        verbose_name = "point de séance"
        verbose_name_plural = "points de séance"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.theme
