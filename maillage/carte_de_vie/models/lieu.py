"""Places and journeys that somebody besides the young person may see. A secret place never has a row here: no filter to forget."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES, LIBELLES_MOYENS, OrigineLieu
from maillage.socle.fields import nouvel_identifiant


class LieuDeVie(models.Model):
    """A place shown to the team, to the family, or to both. Feelings are read and moved with it, hence beside it."""

    cle = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=60)
    genre = models.CharField(max_length=8, choices=[(un.value, mot) for un, mot in LIBELLES_GENRES.items()])
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    x = models.FloatField("de gauche à droite", null=True, blank=True)
    y = models.FloatField("de haut en bas", null=True, blank=True)
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    avec = models.JSONField("avec qui", default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    dessin = models.TextField(blank=True)
    objectif = models.CharField("objectif du projet", max_length=64, blank=True)
    element = models.CharField("élément de l'éco-carte", max_length=64, blank=True)
    ressentis = models.JSONField(default=list, blank=True)
    vu_equipe = models.BooleanField("vu par l'équipe", default=False)
    vu_famille = models.BooleanField("vu par la famille", default=False)
    partenaires = models.ManyToManyField("structures.Partenaire", related_name="+", blank=True)
    origine = models.CharField(max_length=4, choices=[(un.value, un.value) for un in OrigineLieu])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "lieu de vie"
        verbose_name_plural = "lieux de vie"
        ordering = ["debut", "pk"]
        indexes = [models.Index(fields=["jeune", "dispositif"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(vu_equipe=True) | Q(vu_famille=True), name="lieu_de_vie_secret_jamais_en_clair"
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="lieu_de_vie_fin_apres"
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class TrajetDeVie(models.Model):
    """A journey between two open places: whoever sees both sees it."""

    cle = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    de = models.ForeignKey(LieuDeVie, models.CASCADE, related_name="departs")
    vers = models.ForeignKey(LieuDeVie, models.CASCADE, related_name="arrivees")
    moyen = models.CharField(max_length=8, choices=[(un.value, mot) for un, mot in LIBELLES_MOYENS.items()])
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    avec = models.JSONField("avec qui", default=list, blank=True)
    ressenti = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = "trajet de vie"
        verbose_name_plural = "trajets de vie"
        ordering = ["debut", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(de=F("vers")), name="trajet_de_vie_entre_deux_lieux")]

    def __str__(self) -> str:
        return self.cle
