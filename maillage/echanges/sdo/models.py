"""Orientations received (SDO), and the positions that were read or answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant


class EtatOrientation(models.TextChoices):
    """What is awaited of the dispositif for a decision."""

    A_REPONDRE = "A_REPONDRE", "À répondre"
    PREPAREE = "PREPAREE", "Réponse préparée"
    REPONDUE = "REPONDUE", "Répondue"
    CLOSE = "CLOSE", "Close"


class SourceOrientation(models.TextChoices):
    """How a decision came in."""

    FICHIER = "FICHIER", "Fichier"
    SERVEUR = "SERVEUR", "Serveur de suivi des orientations"


class OrientationRecue(models.Model):
    """A decision of orientation as it was received. Whom it is about is what the decision says; `jeune` is who that is here, once told.

    `cle` is the national number of the decision, else that of the MDPH: the same decision read twice is one row.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    cle = models.CharField(max_length=120)
    decision = models.CharField("décision (MDPH)", max_length=120, blank=True)
    decision_nationale = models.CharField("décision (numéro national)", max_length=120, blank=True)
    nom = models.CharField(max_length=80, blank=True)
    prenom = models.CharField("prénom", max_length=80, blank=True)
    naissance = models.DateField("date de naissance", null=True, blank=True)
    sexe = models.CharField(max_length=5, blank=True)
    mdph = models.CharField("MDPH", max_length=120, blank=True)
    textes = models.JSONField("ce que dit la décision", default=list, blank=True)
    jeune = models.ForeignKey("parcours.Jeune", models.SET_NULL, null=True, blank=True, related_name="+")
    demande = models.ForeignKey("parcours.Demande", models.SET_NULL, null=True, blank=True, related_name="+")
    etat = models.CharField("état", max_length=10, choices=EtatOrientation.choices, default=EtatOrientation.A_REPONDRE)
    source = models.CharField(max_length=8, choices=SourceOrientation.choices)
    recue_le = models.DateTimeField("reçue le")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "orientation reçue"
        verbose_name_plural = "orientations reçues"
        ordering = ["-recue_le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["dispositif", "cle"], name="orientation_une_par_decision")]
        indexes = [models.Index(fields=["dispositif", "etat"], name="orientation_dispositif_etat")]

    def __str__(self) -> str:
        return self.qui

    @property
    def qui(self) -> str:
        """Whom the decision is about, in its own words."""
        return f"{self.prenom} {self.nom}".strip() or f"décision {self.cle}"


class EtatPosition(models.TextChoices):
    """Where a position comes from, or where an answer stands."""

    RECUE = "RECUE", "Reçue"
    PREPAREE = "PREPAREE", "Préparée"
    PARTIE = "PARTIE", "Transmise"
    RETIREE = "RETIREE", "Retirée"


class PositionOrientation(models.Model):
    """One position towards a decision (a Task): received, or answered by the dispositif. Codes are kept as they came, known or not.

    `empreinte` of a received one: the same position read twice is one row.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    orientation = models.ForeignKey(OrientationRecue, models.CASCADE, related_name="positions")
    etat = models.CharField("état", max_length=8, choices=EtatPosition.choices)
    struct = models.CharField("structure", max_length=40)
    esms = models.CharField("établissement", max_length=200)
    statut = models.CharField(max_length=40, blank=True)
    motif = models.CharField(max_length=40, blank=True)
    le = models.DateField("depuis le", null=True, blank=True)
    unite = models.CharField("unité", max_length=80, blank=True)
    unite_nom = models.CharField("nom de l'unité", max_length=200, blank=True)
    unite_categorie = models.CharField("catégorie de l'unité", max_length=40, blank=True)
    unite_temporalite = models.CharField("temporalité d'accueil", max_length=40, blank=True)
    unite_sequentiel = models.BooleanField("accueil séquentiel", null=True, blank=True)
    unite_mode = models.CharField("mode de prise en charge", max_length=40, blank=True)
    unite_statut = models.CharField("statut dans l'unité", max_length=40, blank=True)
    unite_le = models.DateField("dans l'unité depuis le", null=True, blank=True)
    unite_motif = models.CharField("motif dans l'unité", max_length=40, blank=True)
    dite_le = models.DateTimeField("dite le", null=True, blank=True)
    empreinte = models.CharField(max_length=64, blank=True)
    ecrite_par = models.CharField("écrite par", max_length=200, blank=True)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)
    partie_le = models.DateTimeField("transmise le", null=True, blank=True)
    partie_par = models.CharField("transmise par", max_length=8, choices=SourceOrientation.choices, blank=True)
    echec = models.CharField("dernier échec d'envoi", max_length=300, blank=True)

    class Meta:
        verbose_name = "position sur une orientation"
        verbose_name_plural = "positions sur une orientation"
        ordering = ["cree_le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["orientation", "empreinte"], condition=Q(etat="RECUE"), name="position_recue_une_fois"
            ),
            models.UniqueConstraint(
                fields=["orientation"], condition=Q(etat="PREPAREE"), name="position_preparee_une_seule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.esms}, {self.statut or self.unite_statut}"
