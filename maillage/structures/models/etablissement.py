"""Organismes gestionnaires (FINESS juridique) and établissements (FINESS géographique), with their dated changes."""

from __future__ import annotations

from django.db import models

from maillage.territoire.vocabulaire import MotifRevue, PositionSource


class OrganismeGestionnaire(models.Model):
    """The body that holds the authorisations (entité juridique)."""

    nom = models.CharField(max_length=200)
    finess = models.CharField("FINESS juridique", max_length=9, unique=True, null=True, blank=True)
    siren = models.CharField(max_length=9, blank=True)

    class Meta:
        verbose_name = "organisme gestionnaire"
        verbose_name_plural = "organismes gestionnaires"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Etablissement(models.Model):
    """An establishment or service at an address (entité géographique).

    `reference` names it in a source that gives neither FINESS nor UAI number. `situation_le` is the date of the newest file read about it:
    an older file changes nothing.
    """

    reference = models.CharField("référence de la source", max_length=64, unique=True, null=True, blank=True)
    finess = models.CharField("FINESS géographique", max_length=9, unique=True, null=True, blank=True)
    uai = models.CharField("UAI", max_length=8, blank=True, db_index=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    nom = models.CharField(max_length=250)
    categorie = models.CharField("catégorie FINESS", max_length=4, blank=True, db_index=True)
    organisme = models.ForeignKey(OrganismeGestionnaire, models.PROTECT, null=True, related_name="etablissements")
    adresse = models.CharField(max_length=250, blank=True)
    code_postal = models.CharField(max_length=5, blank=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, related_name="+")
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    lon = models.FloatField("longitude", null=True)
    lat = models.FloatField("latitude", null=True)
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, blank=True)
    score_ban = models.FloatField("score BAN", null=True)
    revue_motif = models.CharField("à revoir", max_length=20, choices=MotifRevue.choices, blank=True, db_index=True)
    situation_le = models.DateField("situation au", null=True)
    position_revue_le = models.DateField("position revue le", null=True)
    ouvert_le = models.DateField("ouvert le", null=True)
    ferme_le = models.DateField("fermé le", null=True)

    class Meta:
        verbose_name = "établissement"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class LotFiness(models.Model):
    """One import of a FINESS file: the proof that the same file twice changes nothing, and the report by line."""

    nom_fichier = models.CharField(max_length=200)
    empreinte = models.CharField("empreinte SHA-256", max_length=64, unique=True)
    format = models.CharField(max_length=20)
    situation_le = models.DateField("situation au", null=True)
    importe_le = models.DateTimeField(auto_now_add=True)
    compte_rendu = models.JSONField(default=dict)

    class Meta:
        verbose_name = "lot FINESS"
        ordering = ["-importe_le"]

    def __str__(self) -> str:
        return self.nom_fichier


class NatureChangement(models.TextChoices):
    CREATION = "CREATION", "Création"
    FERMETURE = "FERMETURE", "Fermeture"
    REOUVERTURE = "REOUVERTURE", "Réouverture"
    DEMENAGEMENT = "DEMENAGEMENT", "Déménagement"
    RENOMMAGE = "RENOMMAGE", "Changement de nom"
    GESTIONNAIRE = "GESTIONNAIRE", "Changement de gestionnaire"
    CATEGORIE = "CATEGORIE", "Changement de catégorie"


class ChangementEtablissement(models.Model):
    """A dated change of an establishment: what was, what is, from which file."""

    etablissement = models.ForeignKey(Etablissement, models.CASCADE, related_name="changements")
    nature = models.CharField(max_length=12, choices=NatureChangement.choices)
    date = models.DateField("date d'effet")
    avant = models.JSONField(default=dict)
    apres = models.JSONField("après", default=dict)
    lot = models.ForeignKey(LotFiness, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "changement d'établissement"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.etablissement} : {self.get_nature_display()}"


class CapaciteAutorisee(models.Model):
    """A line of authorised activity of an establishment, as FINESS gives it (activity, mode, public, number)."""

    etablissement = models.ForeignKey(Etablissement, models.CASCADE, related_name="capacites")
    activite = models.CharField("activité", max_length=6)
    mode = models.CharField("mode de fonctionnement", max_length=6)
    public = models.CharField(max_length=6)
    public_declare = models.CharField("public dans le fichier", max_length=6)
    nombre = models.PositiveIntegerField(null=True)
    debut = models.DateField("début", null=True)
    fin = models.DateField(null=True)

    class Meta:
        verbose_name = "capacité autorisée"
        verbose_name_plural = "capacités autorisées"
        ordering = ["activite", "mode", "public", "pk"]

    def __str__(self) -> str:
        return f"{self.nombre or 0} {self.activite}/{self.mode}/{self.public}"
