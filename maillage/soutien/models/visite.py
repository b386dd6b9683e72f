"""Visits of the mission to a dispositif, and situations analysed without a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.fields import nouvel_identifiant
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import LIBELLES_KM, LIBELLES_VISITE, EtatVisite, SourceKilometres
from maillage.soutien.models.demande import DemandeSoutien


class VisiteSoutien(models.Model):
    """One day with a team, on site or at a distance (`a_distance`); kilometres there and back, read or estimated."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    demande = models.ForeignKey(DemandeSoutien, models.CASCADE, null=True, blank=True, related_name="visites")
    genre = models.CharField("action", max_length=15)
    le = models.DateField("jour")
    heure = models.TimeField(null=True, blank=True)
    duree_minutes = models.PositiveIntegerField("durée", default=120)
    a_distance = models.BooleanField("à distance", default=False)
    lieu = models.CharField(max_length=200, blank=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    depart = models.ForeignKey(
        "territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune de départ"
    )
    km = models.DecimalField("kilomètres", max_digits=6, decimal_places=1, null=True, blank=True)
    km_source = models.CharField("source des kilomètres", max_length=10, blank=True)
    participants = models.PositiveIntegerField("professionnels rencontrés", null=True, blank=True)
    compte_rendu = models.TextField(blank=True)
    etat = models.CharField("état", max_length=10, default=EtatVisite.PREVUE)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "visite de soutien"
        verbose_name_plural = "visites de soutien"
        ordering = ["-le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(km__isnull=True, km_source="") | (Q(km__gte=0) & ~Q(km_source="")),
                name="soutien_km_source_dite",
            )
        ]

    def __str__(self) -> str:
        return f"{self.libelle_genre}, {ecrire_jour_annee(self.le)}"

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_VISITE[EtatVisite(self.etat)]

    @property
    def libelle_genre(self) -> str:
        return referentiels.libelle_du_genre(self.genre)

    @property
    def libelle_km(self) -> str:
        return LIBELLES_KM[SourceKilometres(self.km_source)] if self.km_source else ""


class IntervenantVisite(models.Model):
    """A professional of the mission who makes a visit; the name stays when the account is gone."""

    visite = models.ForeignKey(VisiteSoutien, models.CASCADE, related_name="intervenants")
    compte = models.PositiveBigIntegerField(null=True, blank=True)
    nom = models.CharField(max_length=200)

    class Meta:
        verbose_name = "intervenant d'une visite"
        verbose_name_plural = "intervenants d'une visite"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class SituationAnalysee(models.Model):
    """A complex situation looked at together: never a name, never a birth date (checked when written)."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    demande = models.ForeignKey(DemandeSoutien, models.SET_NULL, null=True, blank=True, related_name="situations")
    le = models.DateField("jour")
    titre = models.CharField(max_length=150)
    contexte = models.TextField()
    questions = models.TextField(blank=True)
    pistes = models.TextField("pistes de réflexion ou d'action", blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "situation analysée"
        verbose_name_plural = "situations analysées"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return self.titre
