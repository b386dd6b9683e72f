"""The contract, its action sheets, indicators, dated formulas, yearly reports and signed values; private to this context."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from maillage.cpom.domain.catalogue import Formule, Sens
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul

CHIFFRES, DECIMALES = 14, 2


def _nombre(libelle: str, **options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(libelle, max_digits=CHIFFRES, decimal_places=DECIMALES, **options)


class Cpom(models.Model):
    """A contract between an organisme gestionnaire and the authority, over whole civil years."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    organisme = models.ForeignKey("structures.OrganismeGestionnaire", models.PROTECT, related_name="+")
    premiere_annee = models.PositiveSmallIntegerField("première année")
    derniere_annee = models.PositiveSmallIntegerField("dernière année")
    signe_le = models.DateField("signé le", null=True, blank=True)

    class Meta:
        verbose_name = "CPOM"
        verbose_name_plural = "CPOM"
        ordering = ["-premiere_annee", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(derniere_annee__gte=F("premiere_annee")), name="cpom_annees_en_ordre"),
            models.UniqueConstraint(fields=["organisme", "premiere_annee"], name="cpom_un_par_annee"),
        ]

    def __str__(self) -> str:
        return f"CPOM {self.premiere_annee}-{self.derniere_annee}, {self.organisme}"

    @property
    def annees(self) -> range:
        return range(self.premiere_annee, self.derniere_annee + 1)


class DialogueGestion(models.Model):
    """The yearly meeting about the year `annee`: planned, then held with what was agreed."""

    cpom = models.ForeignKey(Cpom, models.CASCADE, related_name="dialogues")
    annee = models.PositiveSmallIntegerField("année")
    prevu_le = models.DateField("prévu le")
    tenu_le = models.DateField("tenu le", null=True, blank=True)
    conclusions = models.TextField(blank=True)

    class Meta:
        verbose_name = "dialogue de gestion"
        verbose_name_plural = "dialogues de gestion"
        ordering = ["annee", "pk"]
        constraints = [models.UniqueConstraint(fields=["cpom", "annee"], name="dialogue_un_par_annee")]

    def __str__(self) -> str:
        return f"dialogue de gestion {self.annee}"


class FicheAction(models.Model):
    """The « fiche action dispositif » of a contract: what is aimed at, by whom, with what, when."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    cpom = models.ForeignKey(Cpom, models.PROTECT, related_name="fiches")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    titre = models.CharField(max_length=160)
    objectif = models.TextField()
    pilote = models.CharField(max_length=160)
    moyens = models.TextField(blank=True)
    territoire = models.TextField(blank=True)
    liens = models.TextField("liens avec la convention et la feuille de route", blank=True)
    version = models.PositiveIntegerField(default=1)
    modifiee_par = models.CharField("modifiée par", max_length=200, blank=True)
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "fiche action"
        verbose_name_plural = "fiches action"
        ordering = ["titre", "pk"]
        constraints = [models.UniqueConstraint(fields=["cpom", "dispositif", "titre"], name="fiche_action_unique")]

    def __str__(self) -> str:
        return self.titre


class ActionCpom(models.Model):
    """One thing to do of a sheet, with its last day; `faite_le` closes it."""

    fiche = models.ForeignKey(FicheAction, models.CASCADE, related_name="actions")
    libelle = models.CharField("action", max_length=300)
    responsable = models.CharField(max_length=160, blank=True)
    echeance = models.DateField("échéance")
    faite_le = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "action du CPOM"
        verbose_name_plural = "actions du CPOM"
        ordering = ["echeance", "pk"]

    def __str__(self) -> str:
        return self.libelle


class IndicateurCpom(models.Model):
    """What is measured of a sheet; how is said by its formulas, one after the other."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    fiche = models.ForeignKey(FicheAction, models.CASCADE, related_name="indicateurs")
    libelle = models.CharField("libellé", max_length=160)
    sens = models.CharField("ce que l'on cherche", max_length=6, choices=[(sens.value, sens.en_mots) for sens in Sens])
    depart = _nombre("valeur de départ", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    modifie_par = models.CharField("modifié par", max_length=200, blank=True)

    class Meta:
        verbose_name = "indicateur du CPOM"
        verbose_name_plural = "indicateurs du CPOM"
        ordering = ["libelle", "pk"]
        constraints = [models.UniqueConstraint(fields=["fiche", "libelle"], name="indicateur_un_par_libelle")]

    def __str__(self) -> str:
        return self.libelle


class FormuleDatee(AjoutSeul):
    """A version of the formula of an indicator, used from the year `depuis` on; a new one never alters an older one."""

    indicateur = models.ForeignKey(IndicateurCpom, models.CASCADE, related_name="formules")
    numero = models.PositiveSmallIntegerField("numéro")
    depuis = models.PositiveSmallIntegerField("à partir de l'année")
    numerateur = models.CharField("numérateur", max_length=40)
    denominateur = models.CharField("dénominateur", max_length=40, blank=True)
    en_pourcent = models.BooleanField("en pourcentage", default=False)
    motif = models.CharField(max_length=300, blank=True)
    ecrite_par = models.CharField("écrite par", max_length=200)
    ecrite_le = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "formule datée"
        verbose_name_plural = "formules datées"
        ordering = ["numero"]
        constraints = [models.UniqueConstraint(fields=["indicateur", "numero"], name="formule_version_unique")]

    def __str__(self) -> str:
        return f"version {self.numero}"

    @property
    def formule(self) -> Formule:
        return Formule(self.numerateur, self.denominateur, self.en_pourcent)


class CibleCpom(models.Model):
    """What is aimed at in one year, in the unit of the formula."""

    indicateur = models.ForeignKey(IndicateurCpom, models.CASCADE, related_name="cibles")
    annee = models.PositiveSmallIntegerField("année")
    valeur = _nombre("cible")

    class Meta:
        verbose_name = "cible"
        ordering = ["annee"]
        constraints = [models.UniqueConstraint(fields=["indicateur", "annee"], name="cible_une_par_annee")]

    def __str__(self) -> str:
        return f"{self.annee} : {self.valeur}"


class BilanIndicateur(models.Model):
    """What the establishment says of one year: the quality that no figure shows."""

    indicateur = models.ForeignKey(IndicateurCpom, models.CASCADE, related_name="bilans")
    annee = models.PositiveSmallIntegerField("année")
    recit = models.TextField("récit")
    version = models.PositiveIntegerField(default=1)
    ecrit_par = models.CharField("écrit par", max_length=200)
    ecrit_le = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "bilan d'indicateur"
        verbose_name_plural = "bilans d'indicateur"
        ordering = ["annee"]
        constraints = [models.UniqueConstraint(fields=["indicateur", "annee"], name="bilan_un_par_annee")]

    def __str__(self) -> str:
        return f"bilan {self.annee}"


class PreuveCpom(models.Model):
    """A file that supports a report."""

    bilan = models.ForeignKey(BilanIndicateur, models.CASCADE, related_name="preuves")
    piece = models.OneToOneField("socle.Piece", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "preuve"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.piece)


class ValeurSignee(AjoutSeul):
    """The value of a year, frozen: with its formula, its target, what was told, and the returns it was read from."""

    indicateur = models.ForeignKey(IndicateurCpom, models.PROTECT, related_name="signees")
    annee = models.PositiveSmallIntegerField("année")
    formule = models.ForeignKey(FormuleDatee, models.PROTECT, related_name="+")
    valeur = _nombre("valeur", null=True)
    motif = models.CharField("pourquoi aucune valeur", max_length=300, blank=True)
    cible = _nombre("cible", null=True)
    recit = models.TextField("récit", blank=True)
    retours = models.JSONField("retours lus", default=list)
    signee_par = models.CharField("signée par", max_length=200)
    signee_le = models.DateTimeField("signée le")

    class Meta:
        verbose_name = "valeur signée"
        verbose_name_plural = "valeurs signées"
        ordering = ["annee"]
        constraints = [
            models.UniqueConstraint(fields=["indicateur", "annee"], name="valeur_signee_une_par_annee"),
            models.CheckConstraint(condition=Q(valeur__isnull=False) | ~Q(motif=""), name="valeur_signee_ou_motif"),
        ]

    def __str__(self) -> str:
        return f"{self.annee} : {self.valeur}"


class MessageCpom(AjoutSeul):
    """A word of the dialogue about a sheet, by the establishment or the authority."""

    fiche = models.ForeignKey(FicheAction, models.CASCADE, related_name="messages")
    autorite = models.BooleanField("écrit par l'autorité", default=False)
    auteur = models.CharField(max_length=200)
    texte = models.TextField()
    le = models.DateTimeField()

    class Meta:
        verbose_name = "message du dialogue"
        verbose_name_plural = "messages du dialogue"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.auteur}, {self.le:%Y-%m-%d}"
