"""Dispositifs intégrés: their establishments, units, places and opening calendar, all dated."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.vocabulaire import Creneau, Modalite, TypeDispositif


class Montage(models.TextChoices):
    """The two legal set-ups (regulation 1.4)."""

    AUTORISATION_UNIQUE = "AUTORISATION_UNIQUE", "Autorisation unique"
    ORGANISATION_PARTENARIALE = "ORGANISATION_PARTENARIALE", "Organisation partenariale"


class ZoneScolaire(models.TextChoices):
    A = "A", "Zone A"
    B = "B", "Zone B"
    C = "C", "Zone C"


class Dispositif(models.Model):
    """A dispositif intégré: one whole, whatever the number of walls. `code` is its public name in addresses and files."""

    code = models.SlugField(max_length=64, unique=True)
    nom = models.CharField(max_length=200)
    type = models.CharField(max_length=8, choices=TypeDispositif.choices)
    montage = models.CharField(max_length=30, choices=Montage.choices, default=Montage.AUTORISATION_UNIQUE)
    organismes = models.ManyToManyField("structures.OrganismeGestionnaire", related_name="dispositifs")
    region = models.CharField("région", max_length=60, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    zone_scolaire = models.CharField(max_length=1, choices=ZoneScolaire.choices, default=ZoneScolaire.C)
    communes = models.ManyToManyField("territoire.Commune", related_name="+", blank=True, verbose_name="territoire")
    objectif_taux_aj = models.DecimalField(
        "objectif d'occupation de jour", max_digits=7, decimal_places=6, null=True, blank=True
    )
    objectif_taux_an = models.DecimalField(
        "objectif d'occupation de nuit", max_digits=7, decimal_places=6, null=True, blank=True
    )

    class Meta:
        verbose_name = "dispositif"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Rattachement(models.Model):
    """An establishment belongs to a dispositif between two dates."""

    dispositif = models.ForeignKey(Dispositif, models.CASCADE, related_name="rattachements")
    etablissement = models.ForeignKey("structures.Etablissement", models.PROTECT, related_name="rattachements")
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "rattachement"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="rattachement_fin_apres_debut"
            )
        ]

    def __str__(self) -> str:
        return f"{self.etablissement} dans {self.dispositif}"


class NatureUnite(models.TextChoices):
    UNITE = "UNITE", "Unité"
    ANTENNE = "ANTENNE", "Antenne"
    INTERNAT = "INTERNAT", "Internat"
    UEE = "UEE", "Unité d'enseignement externalisée"
    UEMA = "UEMA", "UEMA"
    UEEA = "UEEA", "UEEA"
    DAR = "DAR", "Dispositif d'autorégulation"


class Unite(models.Model):
    """A place of work of a dispositif: unit, antenne, externalised class."""

    dispositif = models.ForeignKey(Dispositif, models.CASCADE, related_name="unites")
    etablissement = models.ForeignKey(
        "structures.Etablissement", models.PROTECT, null=True, blank=True, related_name="unites"
    )
    nom = models.CharField(max_length=120)
    nature = models.CharField(max_length=10, choices=NatureUnite.choices, default=NatureUnite.UNITE)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    ouverte_le = models.DateField(null=True, blank=True)
    fermee_le = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "unité"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Places(models.Model):
    """Authorised places of a modality, between two dates; rows valid on one date add up (contract 2.2)."""

    dispositif = models.ForeignKey(Dispositif, models.CASCADE, related_name="places")
    etablissement = models.ForeignKey(
        "structures.Etablissement", models.PROTECT, null=True, blank=True, related_name="places"
    )
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices)
    nombre = models.PositiveIntegerField()
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "places"
        verbose_name_plural = "places"
        ordering = ["modalite", "debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="places_fin_apres_debut"
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombre} {self.modalite}"


class ExceptionOuverture(models.Model):
    """A slot that departs from the default calendar of R14: closed holidays, open Saturday. One row per modality, date and slot.

    `acte` groups the rows written by one gesture; `ouvert_avant` is the row it replaced (None: the default), so that the gesture can be undone.
    """

    dispositif = models.ForeignKey(Dispositif, models.CASCADE, related_name="exceptions_ouverture")
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices)
    date = models.DateField()
    creneau = models.CharField("créneau", max_length=10, choices=Creneau.choices)
    ouvert = models.BooleanField()
    motif = models.CharField(max_length=80, blank=True)
    acte = models.CharField(max_length=12, blank=True, db_index=True)
    ouvert_avant = models.BooleanField(null=True)

    class Meta:
        verbose_name = "exception d'ouverture"
        ordering = ["date", "modalite", "creneau"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "modalite", "date", "creneau"], name="exception_ouverture_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.modalite} {self.creneau} {'ouvert' if self.ouvert else 'fermé'}"
