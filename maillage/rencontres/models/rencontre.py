"""A meeting, its dates and sites, their days, and what those who came thought of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from maillage.rencontres.domain.demi_journees import DemiJournee, demi_journees
from maillage.rencontres.domain.etats import LIBELLES_ETAT, LIBELLES_NATURE, TONS_ETAT, EtatRencontre
from maillage.rencontres.domain.etats import EtatSeanceRencontre as EtatSeance
from maillage.rencontres.domain.etats import NatureRencontre as Nature
from maillage.rencontres.domain.partage import RegleDePartage
from maillage.rencontres.referentiels import regles_des_demi_journees
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour, ecrire_periode
from maillage.socle.fields import nouvel_identifiant


class Rencontre(models.Model):
    """One event, whatever its dates and sites. `premier_jour` and `dernier_jour` follow its dates (None without any)."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nature = models.CharField(max_length=12)
    titre = models.CharField(max_length=200)
    theme = models.CharField("thème", max_length=200, blank=True)
    presentation = models.TextField("présentation", blank=True)
    public_site = models.BooleanField("ouverte à tous", default=False)
    etat = models.CharField("état", max_length=10, default=EtatRencontre.BROUILLON)
    plafond_structure = models.PositiveSmallIntegerField("places par établissement", null=True, blank=True)
    partage_jusqu_au = models.DateField("une place par établissement jusqu'au", null=True, blank=True)
    inscriptions_jusqu_au = models.DateField("inscriptions jusqu'au", null=True, blank=True)
    annoncee_le = models.DateTimeField("annoncée le", null=True, blank=True)
    premier_jour = models.DateField(null=True, blank=True)
    dernier_jour = models.DateField(null=True, blank=True)
    introduction = models.TextField("introduction du compte rendu", blank=True)
    conclusion = models.TextField("ce que l'on retient", blank=True)
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "rencontre"
        ordering = ["-premier_jour", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=list(Nature)), name="rencontre_nature_connue"),
            models.CheckConstraint(condition=Q(etat__in=list(EtatRencontre)), name="rencontre_etat_connu"),
            models.CheckConstraint(
                condition=Q(plafond_structure__isnull=True) | Q(plafond_structure__gte=1),
                name="rencontre_plafond_positif",
            ),
        ]
        indexes = [models.Index(fields=["etat", "premier_jour"], name="rencontre_etat_jour")]

    def __str__(self) -> str:
        return self.titre

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_NATURE[Nature(self.nature)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETAT[EtatRencontre(self.etat)]

    @property
    def ton_etat(self) -> str:
        return TONS_ETAT[EtatRencontre(self.etat)]

    @property
    def periode(self) -> str:
        if self.premier_jour is None or self.dernier_jour is None:
            return "sans date"
        return ecrire_periode(self.premier_jour, self.dernier_jour)


class SeanceRencontre(models.Model):
    """One group of people at one site, over one or several days. `mot`: what everyone was told of a change; `version` counts its changes."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    rencontre = models.ForeignKey(Rencontre, models.CASCADE, related_name="seances")
    lieu = models.CharField(max_length=200, blank=True)
    adresse = models.CharField(max_length=250, blank=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    lien_distance = models.URLField("lien à distance", max_length=500, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    etat = models.CharField("état", max_length=8, default=EtatSeance.PREVUE)
    mot = models.CharField("mot aux inscrits", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    code_presence = models.CharField(max_length=32, unique=True, default=nouvel_identifiant)
    premier_jour = models.DateField(null=True, blank=True)
    dernier_jour = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "date de rencontre"
        verbose_name_plural = "dates de rencontre"
        ordering = ["premier_jour", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=list(EtatSeance)), name="seance_rencontre_etat_connu"),
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gte=1), name="seance_rencontre_places"),
        ]

    def __str__(self) -> str:
        return f"{self.nom_du_lieu}, {self.quand}"

    @property
    def nom_du_lieu(self) -> str:
        """Return the town, else the place, else « à distance »."""
        if self.commune_id and self.commune is not None:
            return str(self.commune.nom)
        return self.lieu or "à distance"

    @property
    def quand(self) -> str:
        if self.premier_jour is None or self.dernier_jour is None:
            return "sans date"
        if self.premier_jour == self.dernier_jour:
            return ecrire_jour(self.premier_jour)
        return ecrire_periode(self.premier_jour, self.dernier_jour)

    @property
    def annulee(self) -> bool:
        return self.etat == EtatSeance.ANNULEE

    @property
    def regle(self) -> RegleDePartage:
        rencontre = self.rencontre
        return RegleDePartage(self.places, rencontre.plafond_structure, rencontre.partage_jusqu_au)


class JourSeance(models.Model):
    """One day of a date, from an hour to another; its half-days follow from them."""

    seance = models.ForeignKey(SeanceRencontre, models.CASCADE, related_name="jours")
    le = models.DateField("jour")
    debut = models.TimeField("de")
    fin = models.TimeField("à")

    class Meta:
        verbose_name = "jour de rencontre"
        verbose_name_plural = "jours de rencontre"
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seance", "le"], name="jour_seance_unique"),
            models.CheckConstraint(condition=Q(fin__gt=F("debut")), name="jour_seance_fin_apres_debut"),
        ]

    def __str__(self) -> str:
        return f"{ecrire_jour(self.le)}, {self.heures}"

    @property
    def heures(self) -> str:
        return f"{ecrire_heure(self.debut)} à {ecrire_heure(self.fin)}"

    @property
    def demi_journees(self) -> tuple[DemiJournee, ...]:
        return demi_journees(self.debut, self.fin, regles_des_demi_journees(self.le))


class ReponseEvaluation(models.Model):
    """What one person thought, told by nobody: no name, no moment, and a random key, so that the order of answers is lost too."""

    cle = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rencontre = models.ForeignKey(Rencontre, models.CASCADE, related_name="evaluations")
    contenu = models.PositiveSmallIntegerField()
    animation = models.PositiveSmallIntegerField()
    organisation = models.PositiveSmallIntegerField()
    utilite = models.PositiveSmallIntegerField("utilité")
    texte = models.TextField(blank=True)

    class Meta:
        verbose_name = "réponse d'évaluation"
        verbose_name_plural = "réponses d'évaluation"
        ordering = ["cle"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    contenu__range=(1, 5), animation__range=(1, 5), organisation__range=(1, 5), utilite__range=(1, 5)
                ),
                name="reponse_evaluation_de_1_a_5",
            )
        ]

    def __str__(self) -> str:
        return f"réponse à {self.rencontre_id}"
