"""What the mission writes: contacts of its diary, letters to the network, versions of its public pages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul


class NatureContact(models.TextChoices):
    """How the mission and a dispositif were in touch, when no other room knows it already."""

    COURRIEL = "COURRIEL", "Courriel"
    TELEPHONE = "TELEPHONE", "Téléphone"
    VISIO = "VISIO", "Visioconférence"
    VISITE = "VISITE", "Visite"


class ContactMission(models.Model):
    """A contact typed in the diary: the dispositif reads what is written of it. `geste`: contacts noted together share it."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    date = models.DateField()
    nature = models.CharField(max_length=10, choices=NatureContact.choices)
    objet = models.CharField(max_length=200)
    geste = models.CharField(max_length=64, blank=True, db_index=True)
    note_par = models.CharField("noté par", max_length=200)
    note_le = models.DateTimeField("noté le")

    class Meta:
        verbose_name = "contact de la mission"
        verbose_name_plural = "contacts de la mission"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["dispositif", "date"], name="contact_mission_date")]

    def __str__(self) -> str:
        return self.objet


class EtatLettre(models.TextChoices):
    """A letter leaves once."""

    BROUILLON = "BROUILLON", "Brouillon"
    ENVOYEE = "ENVOYEE", "Envoyée"


class AudienceLettre(models.TextChoices):
    """To whom a letter goes."""

    DISPOSITIFS = "DISPOSITIFS", "Les dispositifs"
    RENCONTRE = "RENCONTRE", "Les inscrits d'une rencontre"
    ANNUAIRE = "ANNUAIRE", "Les personnes de l'annuaire"


class LettreReseau(models.Model):
    """A letter of the mission to an audience. `criteres`: roles and départements, or the meeting; `lot_cle`: the batch it became."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    objet = models.CharField(max_length=150)
    texte = models.TextField()
    audience = models.CharField(max_length=12, choices=AudienceLettre.choices)
    criteres = models.JSONField("critères", default=dict)
    etat = models.CharField("état", max_length=9, choices=EtatLettre.choices, default=EtatLettre.BROUILLON)
    version = models.PositiveIntegerField(default=1)
    modifiee_par = models.CharField("modifiée par", max_length=200)
    modifiee_le = models.DateTimeField("modifiée le")
    envoyee_le = models.DateTimeField("envoyée le", null=True, blank=True)
    envoyee_par = models.CharField("envoyée par", max_length=200, blank=True)
    lot_cle = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "lettre du réseau"
        verbose_name_plural = "lettres du réseau"
        ordering = ["-modifiee_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="BROUILLON", envoyee_le__isnull=True, lot_cle="")
                | (Q(etat="ENVOYEE", envoyee_le__isnull=False) & ~Q(lot_cle="")),
                name="lettre_reseau_envoyee_une_fois",
            )
        ]

    def __str__(self) -> str:
        return self.objet

    @property
    def brouillon(self) -> bool:
        return self.etat == EtatLettre.BROUILLON


class VersionPage(AjoutSeul):
    """A version of a page of the public site; the highest number is the one shown."""

    page = models.SlugField(max_length=40)
    numero = models.PositiveIntegerField("numéro")
    titre = models.CharField(max_length=120)
    texte = models.TextField()
    ecrite_par = models.CharField("écrite par", max_length=200)
    ecrite_le = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "version d'une page"
        verbose_name_plural = "versions d'une page"
        ordering = ["page", "-numero"]
        constraints = [models.UniqueConstraint(fields=["page", "numero"], name="version_page_unique")]

    def __str__(self) -> str:
        return f"{self.page} {self.numero}"
