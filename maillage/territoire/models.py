"""Communes and contours: dated reference data, replaced as a whole by an import."""

from __future__ import annotations

from typing import Any

from django.db import models

from maillage.territoire.domain.noms import nom_de_recherche


class Commune(models.Model):
    """A commune of the code officiel géographique, with a point inside it (WGS84, decimal degrees).

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
