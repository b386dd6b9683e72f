"""Communes and contours: dated reference data, replaced as a whole by an import."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.vocabulaire import EtatImport, NatureReference


class Commune(models.Model):
    """A commune of the code officiel géographique, with a point inside it (WGS84, decimal degrees).

    A commune that became part of another keeps its row, with `ferme_le`; `AncienneCommune` then says which one holds it.
    `nom_recherche` is the name without accents nor punctuation, in lower case: what a person types is compared to it.
    """

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    nom = models.CharField(max_length=120)
    nom_recherche = models.CharField(max_length=120, db_index=True, blank=True)
    departement = models.CharField("département", max_length=3, db_index=True)
    region = models.CharField("région", max_length=2, db_index=True)
    epci_code = models.CharField("code EPCI", max_length=9, blank=True, db_index=True)
    epci_nom = models.CharField("EPCI", max_length=200, blank=True)
    population = models.PositiveIntegerField("population municipale", null=True)
    lon = models.FloatField("longitude", null=True)
    lat = models.FloatField("latitude", null=True)
    situation_le = models.DateField("situation au", null=True, blank=True)
    ferme_le = models.DateField("n'est plus une commune depuis", null=True, blank=True)

    class Meta:
        verbose_name = "commune"
        ordering = ["nom", "code"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.departement})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_recherche = nom_de_recherche(self.nom)
        super().save(*args, **kwargs)


class AncienneCommune(models.Model):
    """A code that files still use (delegated or associated commune, arrondissement) and the commune that holds it today."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    nom = models.CharField(max_length=120)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="anciennes")

    class Meta:
        verbose_name = "ancienne commune"

    def __str__(self) -> str:
        return f"{self.nom}, aujourd'hui {self.commune}"


class NiveauContour(models.TextChoices):
    REGION = "REGION", "Région"
    DEPARTEMENT = "DEPARTEMENT", "Département"
    EPCI = "EPCI", "Intercommunalité"
    COMMUNE = "COMMUNE", "Commune"


class Contour(models.Model):
    """The simplified outline of a territory, as a GeoJSON geometry in text."""

    niveau = models.CharField(max_length=12, choices=NiveauContour.choices)
    code = models.CharField(max_length=9)
    nom = models.CharField(max_length=200)
    geojson = models.TextField("géométrie GeoJSON")
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name = "contour"
        constraints = [models.UniqueConstraint(fields=["niveau", "code"], name="contour_unique")]

    def __str__(self) -> str:
        return f"{self.get_niveau_display()} {self.nom}"


class PopulationAge(models.Model):
    """How many people of some ages (both ends included) live in a commune, as counted or estimated for a year.

    When two files speak of the same year, a count replaces an estimate, never the reverse.
    """

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="populations")
    age_min = models.PositiveSmallIntegerField("âge le plus jeune")
    age_max = models.PositiveSmallIntegerField("âge le plus vieux")
    annee = models.PositiveSmallIntegerField("année")
    nombre = models.PositiveIntegerField()
    estimation = models.BooleanField(default=False)

    class Meta:
        verbose_name = "population par âge"
        verbose_name_plural = "populations par âge"
        constraints = [
            models.UniqueConstraint(fields=["commune", "age_min", "age_max", "annee"], name="population_age_unique"),
            models.CheckConstraint(condition=Q(age_max__gte=models.F("age_min")), name="population_age_bornes"),
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.age_min} à {self.age_max} ans ({self.annee})"


class ImportReference(models.Model):
    """A file of reference data, or a search of addresses, from its deposit to its writing: who, when, counts, remarks by line."""

    genre = models.CharField(max_length=30, db_index=True)
    portee = models.CharField("portée", max_length=80, blank=True)
    nom_fichier = models.CharField("fichier", max_length=200)
    empreinte = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    situation_le = models.DateField("situation au", null=True)
    complet = models.BooleanField(default=False)
    etat = models.CharField("état", max_length=10, choices=EtatImport.choices, default=EtatImport.LECTURE)
    avancement = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    comptes = models.JSONField(default=dict)
    remarques = models.JSONField(default=list)
    apercu = models.JSONField(default=list)
    depose_par = models.CharField("déposé par", max_length=200)
    depose_le = models.DateTimeField("déposé le")
    applique_par = models.CharField("appliqué par", max_length=200, blank=True)
    applique_le = models.DateTimeField("appliqué le", null=True, blank=True)

    class Meta:
        verbose_name = "import de référence"
        verbose_name_plural = "imports de référence"
        ordering = ["-depose_le", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(avancement__lte=100), name="import_avancement_sur_cent")]

    def __str__(self) -> str:
        return self.nom_fichier


class ChangementReference(models.Model):
    """A dated change of one thing of a register (`genre` and `cle`: ecoles and a UAI, communes and a code), and the import that told it."""

    importe = models.ForeignKey(ImportReference, models.SET_NULL, null=True, related_name="changements")
    genre = models.CharField(max_length=30)
    cle = models.CharField("clé", max_length=20)
    nom = models.CharField(max_length=200)
    nature = models.CharField(max_length=12, choices=NatureReference.choices)
    date = models.DateField("date d'effet")
    avant = models.JSONField(default=dict)
    apres = models.JSONField("après", default=dict)

    class Meta:
        verbose_name = "changement d'une référence"
        verbose_name_plural = "changements des références"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["genre", "cle"], name="changement_reference_de")]

    def __str__(self) -> str:
        return f"{self.nom} : {self.get_nature_display()}"
