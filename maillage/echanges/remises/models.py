"""Deliveries handed to other systems: what waits, what left, what could not; and the destinations that someone stopped for a while."""

from __future__ import annotations

from django.db import models

from maillage.socle.fields import nouvel_identifiant


class EtatRemise(models.TextChoices):
    """Where a delivery is: waiting, handed over, missed but tried again later, given up."""

    A_REMETTRE = "A_REMETTRE", "À remettre"
    REMISE = "REMISE", "Remise"
    ECHEC = "ECHEC", "Échec, nouvel essai prévu"
    ABANDONNEE = "ABANDONNEE", "Abandonnée"


class Remise(models.Model):
    """Something to hand over to a destination of the operator. It keeps what to make, never what was made: the file is drawn when it leaves,
    under the rights that its author then has. `compte` is empty for what the operator asked for. `pris_le`: someone is sending it now.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    destination = models.CharField(max_length=40)
    nature = models.CharField(max_length=24)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    parametres = models.JSONField("paramètres", default=dict)
    compte = models.ForeignKey("comptes.Utilisateur", models.CASCADE, null=True, blank=True, related_name="+")
    par = models.CharField("demandée par", max_length=200)
    etat = models.CharField("état", max_length=10, choices=EtatRemise.choices, default=EtatRemise.A_REMETTRE)
    essais = models.PositiveSmallIntegerField(default=0)
    prochain_essai = models.DateTimeField(null=True, blank=True)
    pris_le = models.DateTimeField("en cours depuis", null=True, blank=True)
    cree_le = models.DateTimeField("demandée le", db_index=True)
    remise_le = models.DateTimeField("remise le", null=True, blank=True)
    preuve = models.CharField(max_length=200, blank=True)
    erreur = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "remise"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["etat", "prochain_essai"], name="remise_a_faire")]

    def __str__(self) -> str:
        return f"{self.nature} vers {self.destination}"


class PauseRemise(models.Model):
    """A destination that someone stopped: what is for it waits, nothing is lost."""

    destination = models.CharField(max_length=40, unique=True)
    depuis = models.DateTimeField()
    par = models.CharField(max_length=200)

    class Meta:
        verbose_name = "pause des remises"
        verbose_name_plural = "pauses des remises"

    def __str__(self) -> str:
        return self.destination
