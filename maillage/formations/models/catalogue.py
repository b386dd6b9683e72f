"""The catalogue, the trainers, and what dispositifs need."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.formations import referentiels
from maillage.formations.domain.vocabulaire import LIBELLES_BESOIN, LIBELLES_PRIORITE, TONS_BESOIN, EtatBesoin
from maillage.formations.domain.vocabulaire import PrioriteBesoin as Priorite
from maillage.socle.fields import nouvel_identifiant


class Formateur(models.Model):
    """Someone who trains, of the mission or from outside."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nom = models.CharField(max_length=160)
    organisme = models.CharField(max_length=200, blank=True)
    courriel = models.EmailField(blank=True)
    domaines = models.CharField(max_length=300, blank=True)
    de_la_mission = models.BooleanField("de la mission", default=False)
    retire_le = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "formateur"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Formation(models.Model):
    """A training of the catalogue; `version` shows a change made meanwhile."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    titre = models.CharField(max_length=200)
    thematique = models.CharField("thématique", max_length=20)
    objectifs = models.TextField()
    public = models.CharField("public visé", max_length=300, blank=True)
    heures = models.DecimalField("durée en heures", max_digits=5, decimal_places=1)
    programme = models.TextField(blank=True)
    prerequis = models.TextField("prérequis", blank=True)
    methode = models.TextField("méthode", blank=True)
    formateurs = models.ManyToManyField(Formateur, related_name="formations", blank=True)
    retiree_le = models.DateField("retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "formation"
        ordering = ["titre", "pk"]
        constraints = [models.CheckConstraint(condition=Q(heures__gt=0), name="formation_duree_positive")]

    def __str__(self) -> str:
        return self.titre

    @property
    def libelle_thematique(self) -> str:
        return referentiels.thematiques().get(self.thematique, self.thematique)


class BesoinFormation(models.Model):
    """What a dispositif needs: which profession, how many people, how soon; taken up by a session, or set aside with its reason."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    thematique = models.CharField("thématique", max_length=20)
    formation = models.ForeignKey(Formation, models.SET_NULL, null=True, blank=True, related_name="besoins")
    metier = models.CharField("métier", max_length=20)
    nombre = models.PositiveSmallIntegerField("nombre de personnes")
    priorite = models.CharField("priorité", max_length=1, default=Priorite.MOYENNE)
    souhait = models.TextField(blank=True)
    exprime_le = models.DateField("exprimé le")
    par = models.CharField("exprimé par", max_length=200)
    etat = models.CharField("état", max_length=10, default=EtatBesoin.EXPRIME)
    motif = models.CharField(max_length=300, blank=True)
    session = models.ForeignKey(
        "formations.SessionFormation", models.SET_NULL, null=True, blank=True, related_name="besoins"
    )

    class Meta:
        verbose_name = "besoin de formation"
        verbose_name_plural = "besoins de formation"
        ordering = ["priorite", "exprime_le", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(nombre__gte=1), name="besoin_au_moins_une_personne"),
            models.CheckConstraint(condition=~Q(etat=EtatBesoin.ECARTE) | ~Q(motif=""), name="besoin_ecarte_motive"),
        ]

    def __str__(self) -> str:
        return f"{self.libelle_thematique}, {self.nombre}"

    @property
    def libelle_thematique(self) -> str:
        return referentiels.thematiques().get(self.thematique, self.thematique)

    @property
    def libelle_metier(self) -> str:
        return referentiels.libelles_des_metiers().get(self.metier, self.metier)

    @property
    def libelle_priorite(self) -> str:
        return LIBELLES_PRIORITE[Priorite(self.priorite)]

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_BESOIN[EtatBesoin(self.etat)]

    @property
    def ton_etat(self) -> str:
        return TONS_BESOIN[EtatBesoin(self.etat)]
