"""Who comes, what they expect, when they signed in, and the certificate they leave with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.rencontres.domain.demi_journees import DemiJournee
from maillage.rencontres.domain.etats import LIBELLES_INSCRIPTION, TONS_INSCRIPTION, EtatInscription
from maillage.rencontres.domain.etats import MoyenEmargement as Moyen
from maillage.socle.fields import nouvel_identifiant


class Inscription(models.Model):
    """A person for one date. `personne` is the folded name, `cle_structure` what ceilings count (a dispositif, else a folded name).

    `sel` enters the signature of the private link: a new one closes the old link. `evaluee`: an answer was given, none knows which.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    seance = models.ForeignKey("rencontres.SeanceRencontre", models.CASCADE, related_name="inscriptions")
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField(max_length=80)
    personne = models.CharField(max_length=160)
    fonction = models.CharField(max_length=120, blank=True)
    courriel = models.EmailField(blank=True)
    dispositif = models.ForeignKey("structures.Dispositif", models.SET_NULL, null=True, blank=True, related_name="+")
    structure = models.CharField("établissement", max_length=200, blank=True)
    cle_structure = models.CharField(max_length=210, db_index=True)
    etat = models.CharField("état", max_length=12, default=EtatInscription.EN_ATTENTE)
    arrivee_le = models.DateTimeField("arrivée le")
    place_le = models.DateTimeField("place donnée le", null=True, blank=True)
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    annulee_par = models.CharField("annulée par", max_length=200, blank=True)
    origine = models.CharField(max_length=8, default="EQUIPE")
    par = models.CharField("inscrite par", max_length=200, blank=True)
    par_compte = models.BigIntegerField(null=True, blank=True)
    sel = models.CharField(max_length=12, default=nouvel_identifiant)
    evaluee = models.BooleanField("a évalué", default=False)
    annonce = models.PositiveIntegerField("version annoncée", default=0)
    effacee_le = models.DateField("effacée le", null=True, blank=True)

    class Meta:
        verbose_name = "inscription"
        ordering = ["arrivee_le", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=list(EtatInscription)), name="inscription_etat_connu"),
            models.UniqueConstraint(
                fields=["seance", "personne", "cle_structure"],
                condition=~Q(etat=EtatInscription.ANNULE) & Q(effacee_le__isnull=True),
                name="inscription_vivante_unique",
            ),
        ]
        indexes = [models.Index(fields=["seance", "etat"], name="inscription_seance_etat")]

    def __str__(self) -> str:
        return self.nom_entier

    @property
    def nom_entier(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_INSCRIPTION[EtatInscription(self.etat)]

    @property
    def ton_etat(self) -> str:
        return TONS_INSCRIPTION[EtatInscription(self.etat)]


class ThemeAttente(models.Model):
    """A group of expectations, made by who animates; `reponse`: what came of it (« vous avez demandé, voici »)."""

    rencontre = models.ForeignKey("rencontres.Rencontre", models.CASCADE, related_name="themes_attente")
    libelle = models.CharField("libellé", max_length=120)
    reponse = models.TextField("ce qui y a répondu", blank=True)

    class Meta:
        verbose_name = "thème d'attente"
        verbose_name_plural = "thèmes d'attente"
        ordering = ["libelle", "pk"]
        constraints = [models.UniqueConstraint(fields=["rencontre", "libelle"], name="theme_attente_unique")]

    def __str__(self) -> str:
        return self.libelle


class Attente(models.Model):
    """What someone hopes for, in their own words; it stays without its author once the registration is erased."""

    rencontre = models.ForeignKey("rencontres.Rencontre", models.CASCADE, related_name="attentes")
    inscription = models.OneToOneField(Inscription, models.SET_NULL, null=True, blank=True, related_name="attente")
    texte = models.TextField("attente")
    theme = models.ForeignKey(ThemeAttente, models.SET_NULL, null=True, blank=True, related_name="attentes")

    class Meta:
        verbose_name = "attente"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.texte[:60]


class EmargementRencontre(models.Model):
    """Someone was there that half-day."""

    inscription = models.ForeignKey(Inscription, models.CASCADE, related_name="emargements")
    jour = models.ForeignKey("rencontres.JourSeance", models.PROTECT, related_name="emargements")
    demi_journee = models.CharField("demi-journée", max_length=10)
    moyen = models.CharField(max_length=5)
    le = models.DateTimeField("émargé le")
    par = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "émargement"
        constraints = [
            models.UniqueConstraint(fields=["inscription", "jour", "demi_journee"], name="emargement_rencontre_unique"),
            models.CheckConstraint(
                condition=Q(demi_journee__in=list(DemiJournee), moyen__in=list(Moyen)), name="emargement_codes_connus"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inscription_id} {self.demi_journee}"


class AttestationRencontre(models.Model):
    """What a certificate said the day it was made: the code lets anyone check it, nothing more."""

    inscription = models.OneToOneField(Inscription, models.CASCADE, related_name="attestation")
    code = models.CharField(max_length=16, unique=True)
    nom = models.CharField(max_length=170)
    heures = models.DecimalField(max_digits=5, decimal_places=1)
    demi_journees = models.PositiveSmallIntegerField("demi-journées")
    emise_le = models.DateField("émise le")

    class Meta:
        verbose_name = "attestation"
        ordering = ["-emise_le", "-pk"]

    def __str__(self) -> str:
        return self.code


class DoublonEcarte(models.Model):
    """Two registrations that look alike and were said to be two people."""

    une = models.ForeignKey(Inscription, models.CASCADE, related_name="+")
    autre = models.ForeignKey(Inscription, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "doublon écarté"
        verbose_name_plural = "doublons écartés"
        constraints = [models.UniqueConstraint(fields=["une", "autre"], name="doublon_ecarte_unique")]

    def __str__(self) -> str:
        return f"{self.une_id} / {self.autre_id}"
