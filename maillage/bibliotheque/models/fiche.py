"""A sheet, its versions, its labels, how often it is opened, and which dispositifs use it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from maillage.bibliotheque.domain.vocabulaire import (
    LIBELLES_ACCORD,
    LIBELLES_ETAT,
    LIBELLES_NATURE,
    LIBELLES_VERSION,
    LIBELLES_VISIBILITE,
    LUES,
    AccordEmploi,
    EtatEditorial,
    EtatVersion,
    GenreEtiquette,
    NatureFiche,
    Visibilite,
)
from maillage.socle.fields import nouvel_identifiant


def _choix(libelles: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(code.value), mots) for code, mots in libelles.items()]


class LotFiches(models.Model):
    """A file of existing sheets read once: its lines as they were understood, what was wrong, what was written from it."""

    class Etat(models.TextChoices):
        APERCU = "APERCU", "Aperçu, rien n'est écrit"
        IMPORTE = "IMPORTE", "Importé"
        ANNULE = "ANNULE", "Annulé"

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant)
    nom = models.CharField("nom du fichier", max_length=150)
    lignes = models.JSONField(default=list)
    avis = models.JSONField(default=list)
    etat = models.CharField("état", max_length=10, choices=Etat.choices, default=Etat.APERCU)
    depose_le = models.DateTimeField("déposé le")
    depose_par_id = models.BigIntegerField("compte", null=True, blank=True)
    depose_par = models.CharField("déposé par", max_length=200)

    class Meta:
        verbose_name = "lot de fiches"
        verbose_name_plural = "lots de fiches"
        ordering = ["-depose_le", "-pk"]

    def __str__(self) -> str:
        return self.nom


class Fiche(models.Model):
    """A resource of the network; `titre` and `resume` are those of the version readers see, or of the draft before the first one.

    `auteur_id`: account that opened it (bare number, an account never leaves). `lien_casse`: said by a person who followed the link.
    """

    identifiant = models.SlugField(max_length=90, unique=True)
    nature = models.CharField(max_length=10, choices=_choix(LIBELLES_NATURE), default=NatureFiche.FICHE)
    titre = models.CharField(max_length=160)
    resume = models.CharField("résumé", max_length=400, blank=True)
    dimension = models.CharField(max_length=20, db_index=True)
    visibilite = models.CharField("qui peut l'ouvrir", max_length=10, choices=_choix(LIBELLES_VISIBILITE))
    dispositif = models.ForeignKey(
        "structures.Dispositif", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="dispositif"
    )
    etat = models.CharField("état", max_length=10, choices=_choix(LIBELLES_ETAT), default=EtatEditorial.BROUILLON)
    source = models.CharField("d'où elle vient", max_length=300, blank=True)
    date_source = models.DateField("date de la source", null=True, blank=True)
    revoir_le = models.DateField("à revoir avant le", null=True, blank=True)
    motif_revision = models.CharField("pourquoi la revoir", max_length=300, blank=True)
    revue_le = models.DateField("dernière revue le", null=True, blank=True)
    premier_secours = models.BooleanField("premier secours", default=False)
    lien_verifie_le = models.DateField("lien vérifié le", null=True, blank=True)
    lien_casse = models.BooleanField("lien cassé", default=False)
    auteur_id = models.BigIntegerField("compte", null=True, blank=True)
    auteur = models.CharField(max_length=200)
    creee_le = models.DateTimeField("créée le")
    publiee_le = models.DateTimeField("publiée le", null=True, blank=True)
    version = models.ForeignKey("VersionFiche", models.SET_NULL, null=True, blank=True, related_name="+")
    travail = models.ForeignKey("VersionFiche", models.SET_NULL, null=True, blank=True, related_name="+")
    lot = models.ForeignKey(LotFiches, models.SET_NULL, null=True, blank=True, related_name="fiches")

    class Meta:
        verbose_name = "fiche"
        ordering = ["titre", "pk"]
        indexes = [models.Index(fields=["etat", "visibilite", "-publiee_le"], name="fiche_lecture")]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibilite=Visibilite.DISPOSITIF, dispositif__isnull=False)
                | (~Q(visibilite=Visibilite.DISPOSITIF) & Q(dispositif__isnull=True)),
                name="fiche_interne_a_un_dispositif",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=[EtatEditorial.BROUILLON, EtatEditorial.RELECTURE]) | Q(publiee_le__isnull=False),
                name="fiche_publiee_datee",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def libelle_nature(self) -> str:
        return LIBELLES_NATURE[NatureFiche(self.nature)]

    @property
    def libelle_visibilite(self) -> str:
        return LIBELLES_VISIBILITE[Visibilite(self.visibilite)]

    def etat_le(self, le: dt.date) -> EtatEditorial:
        """Return the state on a day: a published sheet whose review date is past is to be looked at again."""
        if self.etat == EtatEditorial.PUBLIEE and self.revoir_le is not None and self.revoir_le < le:
            return EtatEditorial.A_REVOIR
        return EtatEditorial(self.etat)

    @property
    def lue(self) -> bool:
        """Tell whether readers meet it."""
        return self.etat in LUES


class VersionFiche(models.Model):
    """One text of a sheet; once published it is never changed. `relecteur_id` is never `auteur_id`.

    `classement`: where this version puts the sheet (dimension, labels, readers, dates), in the words of `ClassementFiche`; it becomes that of the
    sheet with the publication, so that nobody widens its readers without a review.
    """

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    titre = models.CharField(max_length=160)
    resume = models.CharField("résumé", max_length=400, blank=True)
    texte = models.TextField(blank=True)
    transcription = models.TextField(blank=True)
    lien = models.URLField(max_length=500, blank=True)
    classement = models.JSONField(default=dict)
    piece = models.ForeignKey("socle.Piece", models.PROTECT, null=True, blank=True, related_name="+")
    etat = models.CharField("état", max_length=10, choices=_choix(LIBELLES_VERSION), default=EtatVersion.BROUILLON)
    quoi_de_neuf = models.CharField("ce qui change", max_length=300, blank=True)
    auteur_id = models.BigIntegerField("compte", null=True, blank=True)
    auteur = models.CharField(max_length=200)
    ecrite_le = models.DateTimeField("écrite le")
    remarque = models.CharField("remarque de la relecture", max_length=500, blank=True)
    relecteur_id = models.BigIntegerField("compte qui relit", null=True, blank=True)
    relecteur = models.CharField(max_length=200, blank=True)
    publiee_le = models.DateTimeField("publiée le", null=True, blank=True)

    class Meta:
        verbose_name = "version"
        ordering = ["fiche", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["fiche", "numero"], name="version_fiche_unique"),
            models.CheckConstraint(
                condition=Q(relecteur_id__isnull=True)
                | Q(auteur_id__isnull=True)
                | ~Q(relecteur_id=models.F("auteur_id")),
                name="version_relue_par_un_autre",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titre} (version {self.numero})"

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_VERSION[EtatVersion(self.etat)]


class EtiquetteFiche(models.Model):
    """A label of a sheet: a theme, who it is for, what kind of help it is, a free word."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="etiquettes")
    genre = models.CharField(max_length=10, choices=[(g.value, g.value) for g in GenreEtiquette])
    code = models.CharField(max_length=60)

    class Meta:
        verbose_name = "étiquette"
        ordering = ["genre", "code"]
        constraints = [models.UniqueConstraint(fields=["fiche", "genre", "code"], name="etiquette_unique")]
        indexes = [models.Index(fields=["genre", "code"], name="etiquette_recherche")]

    def __str__(self) -> str:
        return self.code


class UsageFiche(models.Model):
    """How many times a sheet was opened in a month; nobody is named, nothing else is kept."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="usages")
    mois = models.DateField("premier jour du mois")
    consultations = models.PositiveIntegerField(default=0)
    telechargements = models.PositiveIntegerField("téléchargements", default=0)

    class Meta:
        verbose_name = "usage"
        ordering = ["fiche", "-mois"]
        constraints = [models.UniqueConstraint(fields=["fiche", "mois"], name="usage_mensuel_unique")]

    def __str__(self) -> str:
        return f"{self.mois:%Y-%m} : {self.consultations}"


class EmploiFiche(models.Model):
    """A dispositif says that it uses a sheet, and how it agrees to be shown; taking it back erases the row."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="emplois")
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    accord = models.CharField(max_length=10, choices=_choix(LIBELLES_ACCORD), default=AccordEmploi.RESEAU)
    comment = models.CharField("comment", max_length=300, blank=True)
    depuis = models.DateField()
    declare_par = models.CharField("déclaré par", max_length=200)

    class Meta:
        verbose_name = "emploi d'une fiche"
        verbose_name_plural = "emplois d'une fiche"
        ordering = ["depuis", "pk"]
        constraints = [models.UniqueConstraint(fields=["fiche", "dispositif"], name="emploi_unique")]

    def __str__(self) -> str:
        return f"{self.fiche_id} {self.dispositif_id}"

    @property
    def libelle_accord(self) -> str:
        return LIBELLES_ACCORD[AccordEmploi(self.accord)]
