"""The bilan: its sections of text, the figures taken at one moment, the seal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.reseau.domain.bilan import ChiffreArrete
from maillage.socle.fields import nouvel_identifiant


class EtatBilan(models.TextChoices):
    """A draft takes its figures again; once « arrêté » nothing of it moves any more."""

    BROUILLON = "BROUILLON", "Brouillon"
    ARRETE = "ARRETE", "Arrêté"


class BilanReseau(models.Model):
    """The bilan of a period. `chiffres_au`: the moment its figures were taken (date and hour); `empreinte`: seal of text and figures."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    titre = models.CharField(max_length=160)
    debut = models.DateField("début")
    fin = models.DateField()
    etat = models.CharField("état", max_length=9, choices=EtatBilan.choices, default=EtatBilan.BROUILLON)
    chiffres_au = models.DateTimeField("chiffres arrêtés au")
    version = models.PositiveIntegerField(default=1)
    modifie_par = models.CharField("modifié par", max_length=200, blank=True)
    arrete_par = models.CharField("arrêté par", max_length=200, blank=True)
    arrete_le = models.DateTimeField("arrêté le", null=True, blank=True)
    empreinte = models.CharField(max_length=64, blank=True)
    publie_le = models.DateTimeField("publié le", null=True, blank=True)

    class Meta:
        verbose_name = "bilan du réseau"
        verbose_name_plural = "bilans du réseau"
        ordering = ["-fin", "-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="bilan_reseau_dates"),
            models.CheckConstraint(
                condition=Q(etat="BROUILLON", publie_le__isnull=True, empreinte="")
                | (Q(etat="ARRETE") & ~Q(empreinte="")),
                name="bilan_reseau_arrete_scelle",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def brouillon(self) -> bool:
        return self.etat == EtatBilan.BROUILLON


class SectionBilan(models.Model):
    """A heading of the bilan, its text with marks, and the rooms whose figures and charts follow it."""

    bilan = models.ForeignKey(BilanReseau, models.CASCADE, related_name="sections")
    rang = models.PositiveSmallIntegerField()
    titre = models.CharField(max_length=160)
    texte = models.TextField(blank=True)
    familles = models.JSONField("chiffres joints", default=list)

    class Meta:
        verbose_name = "section du bilan"
        verbose_name_plural = "sections du bilan"
        ordering = ["rang", "pk"]

    def __str__(self) -> str:
        return self.titre


class ChiffreReleve(models.Model):
    """A figure as it was when the figures of a bilan were taken, beside that of the year before."""

    bilan = models.ForeignKey(BilanReseau, models.CASCADE, related_name="chiffres")
    rang = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    famille = models.CharField(max_length=40)
    libelle = models.CharField("libellé", max_length=200)
    valeur = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    precedente = models.DecimalField("un an avant", max_digits=16, decimal_places=4, null=True, blank=True)
    unite = models.CharField("unité", max_length=60, blank=True)
    definition = models.TextField("définition")
    url_name = models.CharField(max_length=120, blank=True)
    url_kwargs = models.JSONField(default=dict)

    class Meta:
        verbose_name = "chiffre relevé"
        verbose_name_plural = "chiffres relevés"
        ordering = ["rang", "pk"]
        constraints = [models.UniqueConstraint(fields=["bilan", "code"], name="chiffre_releve_unique")]

    def __str__(self) -> str:
        return self.code

    @property
    def arrete(self) -> ChiffreArrete:
        return ChiffreArrete(
            code=self.code,
            famille=self.famille,
            libelle=self.libelle,
            valeur=self.valeur,
            precedente=self.precedente,
            unite=self.unite,
            definition=self.definition,
            url_name=self.url_name,
            url_kwargs=self.url_kwargs,
        )
