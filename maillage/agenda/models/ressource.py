"""Rooms, vehicles and equipment: booked with the événement that uses them, out of use between two instants."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.fields import nouvel_identifiant


class NatureRessource(models.TextChoices):
    SALLE = "SALLE", "Salle"
    VEHICULE = "VEHICULE", "Véhicule"
    MATERIEL = "MATERIEL", "Matériel"


class Ressource(models.Model):
    """Something that two événements cannot use at once. `capacite`: people it holds, empty when that means nothing (equipment).

    It stands where its unit is, unless it has a point of its own. Taken out of use, it is no longer offered; what it was used for stays.
    """

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nature = models.CharField(max_length=8, choices=NatureRessource.choices)
    nom = models.CharField(max_length=80)
    capacite = models.PositiveSmallIntegerField("capacité", null=True, blank=True)
    places_fauteuil = models.PositiveSmallIntegerField("places pour fauteuil roulant", default=0)
    unite = models.ForeignKey("structures.Unite", models.SET_NULL, null=True, blank=True, related_name="+")
    precisions = models.CharField("précisions", max_length=200, blank=True)
    retiree_le = models.DateField("retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "ressource"
        ordering = ["nature", "nom", "pk"]
        constraints = [models.UniqueConstraint(fields=["dispositif", "nature", "nom"], name="ressource_nom_unique")]

    def __str__(self) -> str:
        return self.nom


class MotifIndisponibilite(models.TextChoices):
    ENTRETIEN = "ENTRETIEN", "Entretien ou contrôle"
    PANNE = "PANNE", "Panne ou dégât"
    TRAVAUX = "TRAVAUX", "Travaux"
    PRETE = "PRETE", "Prêt à un autre service"
    AUTRE = "AUTRE", "Autre raison"


class Indisponibilite(models.Model):
    """A resource cannot be used between two instants. Half-open [debut, fin); an empty end means « no end yet »."""

    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="indisponibilites")
    debut = models.DateTimeField("début")
    fin = models.DateTimeField(null=True, blank=True)
    motif = models.CharField(max_length=10, choices=MotifIndisponibilite.choices)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "indisponibilité"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gt=F("debut")), name="indisponibilite_fin_apres_debut"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_motif_display()} depuis le {self.debut:%Y-%m-%d %H:%M}"


class Reservation(models.Model):
    """A resource booked for an événement, for as long as it lasts."""

    evenement = models.ForeignKey("agenda.Evenement", models.CASCADE, related_name="reservations")
    ressource = models.ForeignKey(Ressource, models.PROTECT, related_name="reservations")

    class Meta:
        verbose_name = "réservation"
        constraints = [
            models.UniqueConstraint(fields=["evenement", "ressource"], name="ressource_une_fois_par_evenement")
        ]

    def __str__(self) -> str:
        return str(self.ressource_id)
