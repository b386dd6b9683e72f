"""Schools, studies kept with their date, sectors declared by those who answer. Nothing here speaks of a person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.vocabulaire import Modalite
from maillage.territoire.vocabulaire import MotifRevue, PositionSource


class Ecole(models.Model):
    """A school of the national directory; `situation_le` is the date of the newest file that speaks of it. A closed one is kept, with its date.

    `uai` bears « -2 » for the second site of one number, as the files of the directory write it.
    """

    uai = models.CharField("UAI", max_length=10, unique=True)
    nom = models.CharField(max_length=200)
    nature = models.CharField(max_length=60, blank=True)
    secteur = models.CharField(max_length=20, blank=True)
    adresse = models.CharField(max_length=250, blank=True)
    code_postal = models.CharField(max_length=5, blank=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, related_name="+")
    lon = models.FloatField("longitude")
    lat = models.FloatField("latitude")
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, blank=True)
    score_ban = models.FloatField("score BAN", null=True, blank=True)
    revue_motif = models.CharField("à revoir", max_length=20, choices=MotifRevue.choices, blank=True, db_index=True)
    position_revue_le = models.DateField("position revue le", null=True, blank=True)
    eleves = models.PositiveIntegerField("élèves", null=True, blank=True)
    situation_le = models.DateField("situation au", null=True, blank=True)
    ferme_le = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "école"
        ordering = ["nom", "uai"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.uai})"


class BaseEtude(models.TextChoices):
    """What a study looks at, one line each."""

    COMMUNE = "COMMUNE", "Communes"
    ECOLE = "ECOLE", "Écoles"


class EtatEtude(models.TextChoices):
    ATTENTE = "ATTENTE", "En attente"
    EN_COURS = "EN_COURS", "En cours"
    FINIE = "FINIE", "Finie"
    ECHEC = "ECHEC", "Arrêtée"


class EtudeZones(models.Model):
    """A study of zones blanches: what was asked, where the times come from, its lines, kept as they were on that day.

    Ages in whole years, both ends included; without ages, everyone who lives there.
    """

    public = models.CharField(max_length=6)
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    base = models.CharField(max_length=8, choices=BaseEtude.choices, default=BaseEtude.COMMUNE)
    age_min = models.PositiveSmallIntegerField("âge le plus jeune", null=True, blank=True)
    age_max = models.PositiveSmallIntegerField("âge le plus vieux", null=True, blank=True)
    seuil = models.PositiveSmallIntegerField("minutes au plus")
    fournisseur = models.CharField("temps de trajet", max_length=10)
    offre_le = models.DateField("offre au")
    etat = models.CharField("état", max_length=8, choices=EtatEtude.choices, default=EtatEtude.ATTENTE)
    avancement = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    demandee_le = models.DateTimeField("demandée le")
    demandee_par = models.CharField("demandée par", max_length=200)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    temps_source = models.CharField(max_length=80, blank=True)
    temps_date = models.DateField(null=True, blank=True)
    temps_estimation = models.BooleanField(default=False)
    lignes = models.JSONField(default=list)
    constats = models.JSONField(default=dict)

    class Meta:
        verbose_name = "étude de zones blanches"
        verbose_name_plural = "études de zones blanches"
        ordering = ["-demandee_le", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(avancement__lte=100), name="etude_avancement_sur_cent"),
            models.CheckConstraint(condition=Q(seuil__gte=1, seuil__lte=240), name="etude_seuil_possible"),
            models.CheckConstraint(
                condition=Q(age_min__isnull=True, age_max__isnull=True)
                | Q(age_min__isnull=False, age_max__isnull=False, age_max__gte=F("age_min")),
                name="etude_ages_possibles",
            ),
        ]

    def __str__(self) -> str:
        return f"Zones blanches {self.public} {self.departement}".strip()


class OrigineSecteur(models.TextChoices):
    DECLARE = "DECLARE", "Déclaré"
    CALCULE = "CALCULE", "Calculé"


class Secteur(models.Model):
    """A dispositif answers for a commune, or for one school, and a public, between two dates."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    public = models.CharField(max_length=6)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    ecole = models.ForeignKey(
        Ecole, models.CASCADE, null=True, blank=True, related_name="secteurs", verbose_name="école"
    )
    origine = models.CharField(max_length=8, choices=OrigineSecteur.choices, default=OrigineSecteur.DECLARE)
    debut = models.DateField("depuis")
    fin = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "secteur"
        ordering = ["commune__nom", "ecole__nom", "public", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(commune__isnull=True, ecole__isnull=False) | Q(commune__isnull=False, ecole__isnull=True),
                name="secteur_commune_ou_ecole",
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="secteur_fin_apres_debut"
            ),
            models.UniqueConstraint(
                fields=["dispositif", "public", "commune"],
                condition=Q(fin__isnull=True, commune__isnull=False),
                name="secteur_commune_ouvert_unique",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "public", "ecole"],
                condition=Q(fin__isnull=True, ecole__isnull=False),
                name="secteur_ecole_ouvert_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispositif} pour {self.commune or self.ecole}"
