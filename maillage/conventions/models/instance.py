"""Instances of a département: who sits, the sessions, what was said and decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.conventions import referentiels
from maillage.conventions.domain.instances import LIBELLES_DECISION, LIBELLES_SEANCE, EtatDecision, EtatSeance
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.fields import nouvel_identifiant


class Siege(models.Model):
    """Who fills a seat of an instance in a département today."""

    departement = models.CharField("département", max_length=3)
    instance = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    titulaire = models.CharField(max_length=200, blank=True)
    courriel = models.EmailField(blank=True)

    class Meta:
        verbose_name = "siège"
        constraints = [models.UniqueConstraint(fields=["departement", "instance", "code"], name="siege_unique")]

    def __str__(self) -> str:
        return self.titulaire or self.code


class Seance(models.Model):
    """One meeting of an instance; `ordre_du_jour`: one point a line."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    departement = models.CharField("département", max_length=3, db_index=True)
    instance = models.CharField(max_length=10)
    le = models.DateField("jour")
    heure = models.TimeField(null=True, blank=True)
    lieu = models.CharField(max_length=200, blank=True)
    ordre_du_jour = models.TextField(blank=True)
    compte_rendu = models.TextField(blank=True)
    etat = models.CharField("état", max_length=10, default=EtatSeance.PREVUE)
    convoquee_le = models.DateTimeField("convoquée le", null=True, blank=True)

    class Meta:
        verbose_name = "séance"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["departement", "instance", "le"], name="seance_unique"),
            models.CheckConstraint(condition=Q(etat__in=list(EtatSeance)), name="seance_etat_connu"),
        ]

    def __str__(self) -> str:
        return f"{self.sigle} du {ecrire_jour_annee(self.le)}"

    @property
    def sigle(self) -> str:
        return referentiels.sigle_d_instance(self.instance)

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_SEANCE[EtatSeance(self.etat)]

    @property
    def points(self) -> list[str]:
        """The points of the agenda, one a line."""
        return [ligne.strip() for ligne in self.ordre_du_jour.splitlines() if ligne.strip()]


class Emargement(models.Model):
    """Who sat on a seat that day: present or excused, and under what name."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="emargements")
    code = models.CharField(max_length=10)
    nom = models.CharField(max_length=200, blank=True)
    present = models.BooleanField("présent", default=False)

    class Meta:
        verbose_name = "émargement"
        constraints = [models.UniqueConstraint(fields=["seance", "code"], name="emargement_unique")]

    def __str__(self) -> str:
        return self.nom or self.code


class DecisionInstance(models.Model):
    """What a session decided: who does it, by when; seen again at each session until it is done or given up."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    seance = models.ForeignKey(Seance, models.PROTECT, related_name="decisions")
    texte = models.CharField("décision", max_length=500)
    porteur = models.CharField("qui s'en charge", max_length=200)
    echeance = models.DateField("pour le")
    etat = models.CharField("état", max_length=12, default=EtatDecision.A_FAIRE)
    close_le = models.DateField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "décision"
        ordering = ["echeance", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat=EtatDecision.A_FAIRE, close_le__isnull=True)
                | Q(etat__in=[EtatDecision.FAITE, EtatDecision.ABANDONNEE], close_le__isnull=False),
                name="decision_close_datee",
            )
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_DECISION[EtatDecision(self.etat)]


class SuiteDecision(models.Model):
    """What was said of a decision on a day, at a later session or in between; never changed."""

    decision = models.ForeignKey(DecisionInstance, models.CASCADE, related_name="suites")
    seance = models.ForeignKey(Seance, models.SET_NULL, null=True, blank=True, related_name="+")
    le = models.DateField()
    constat = models.CharField(max_length=500)
    etat = models.CharField("état", max_length=12)
    echeance = models.DateField("pour le", null=True, blank=True)

    class Meta:
        verbose_name = "suite d'une décision"
        verbose_name_plural = "suites d'une décision"
        ordering = ["decision", "le", "pk"]

    def __str__(self) -> str:
        return self.constat

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_DECISION[EtatDecision(self.etat)]
