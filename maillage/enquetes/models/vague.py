"""A wave of a survey: who is invited, and apart from it what was answered.

What makes the answers anonymous is what these tables do not hold. An answer names its wave and its version, and nothing else: no invitation, no
account, no address, no moment. Its key is drawn at random, and as an integer it is also the place of the row in SQLite: the order of the table is
not that of the answers. An invitation knows only whether it was used, without when; closing the wave makes it forget even that.
Source: anonymity defects of LimeSurvey (PR 2091, PR 4389) and TEAMMATES (issue 4597), to be avoided by design.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from maillage.enquetes.domain.etats import LIBELLES_ETAT, TONS_ETAT, EtatVague, etat_vague
from maillage.socle.domain.typographie import ecrire_periode
from maillage.socle.fields import nouvel_identifiant

CLES = 2**62


def cle_au_hasard() -> int:
    """Return a key that says nothing of when the row was written."""
    return secrets.randbelow(CLES - 1) + 1


class VagueEnquete(models.Model):
    """A time when a survey is asked.

    `version` is the one asked now; answers given to an earlier version stay apart. `invites`, `repondus`, `rejetes` are counted when the wave is
    closed (`close_le`), as the invitations forget then. `partagee`: the network reads its results.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    enquete = models.ForeignKey("enquetes.Enquete", models.PROTECT, related_name="vagues", verbose_name="enquête")
    version = models.ForeignKey("enquetes.VersionQuestionnaire", models.PROTECT, related_name="+")
    titre = models.CharField(max_length=120)
    debut = models.DateField("premier jour")
    fin = models.DateField("dernier jour")
    plancher = models.PositiveSmallIntegerField(validators=[MinValueValidator(2)], default=5)
    relances = models.PositiveSmallIntegerField(default=0)
    close_le = models.DateField("close le", null=True, blank=True)
    invites = models.PositiveIntegerField("invités", default=0)
    repondus = models.PositiveIntegerField("réponses", default=0)
    rejetes = models.PositiveIntegerField("adresses rejetées", default=0)
    partagee = models.BooleanField("partagée", default=False)

    class Meta:
        verbose_name = "vague d'enquête"
        verbose_name_plural = "vagues d'enquête"
        ordering = ["-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="vague_enquete_jours"),
            models.CheckConstraint(
                condition=Q(partagee=False) | Q(close_le__isnull=False), name="vague_enquete_partagee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquete}, {self.titre}"

    def etat(self, le: dt.date) -> EtatVague:
        return etat_vague(debut=self.debut, fin=self.fin, close_le=self.close_le, le=le)

    def libelle_etat(self, le: dt.date) -> str:
        return LIBELLES_ETAT[self.etat(le)]

    def ton(self, le: dt.date) -> str:
        return TONS_ETAT.get(self.etat(le), "neutre")

    @property
    def jours(self) -> str:
        return ecrire_periode(self.debut, self.fin)


class InvitationEnquete(models.Model):
    """An address that may answer once. Of its link only the SHA-256 is kept; once the wave is closed, neither the hash nor `utilisee` remain."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    vague = models.ForeignKey(VagueEnquete, models.CASCADE, related_name="invitations")
    adresse = models.EmailField()
    dispositif = models.ForeignKey(
        "structures.Dispositif", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dispositif"
    )
    empreinte = models.CharField(max_length=64, unique=True, null=True, blank=True)
    envois = models.PositiveSmallIntegerField(default=0)
    utilisee = models.BooleanField("utilisée", null=True, default=False)

    class Meta:
        verbose_name = "invitation à une enquête"
        verbose_name_plural = "invitations à une enquête"
        ordering = ["adresse", "pk"]
        constraints = [models.UniqueConstraint(fields=["vague", "adresse"], name="invitation_enquete_unique")]

    def __str__(self) -> str:
        return self.adresse


class ReponseEnquete(models.Model):
    """What someone answered. Nobody, no day, no link: see the head of this module before adding a column."""

    id = models.BigAutoField(primary_key=True, default=cle_au_hasard)
    vague = models.ForeignKey(VagueEnquete, models.PROTECT, related_name="+")
    version = models.ForeignKey("enquetes.VersionQuestionnaire", models.PROTECT, related_name="+")
    contenu = models.JSONField()

    class Meta:
        verbose_name = "réponse à une enquête"
        verbose_name_plural = "réponses à une enquête"
        ordering = ["pk"]

    def __str__(self) -> str:
        return "réponse"
