"""A report by dispositif and year, and the narrative of its headings."""

from __future__ import annotations

from django.db import models


class RapportAnnuel(models.Model):
    """The report of a year. `chiffres`, once closed: the figures as they were that day; empty before."""

    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    annee = models.PositiveSmallIntegerField("année")
    trame = models.CharField("version de la trame", max_length=20)
    ouvert_par = models.CharField("ouvert par", max_length=200)
    ouvert_le = models.DateTimeField("ouvert le", auto_now_add=True)
    chiffres = models.JSONField(null=True)
    empreinte = models.CharField("empreinte des chiffres", max_length=64, blank=True)
    arrete_le = models.DateTimeField("arrêté le", null=True)
    arrete_par = models.CharField("arrêté par", max_length=200, blank=True)

    class Meta:
        verbose_name = "rapport d'activité"
        verbose_name_plural = "rapports d'activité"
        ordering = ["-annee"]
        constraints = [models.UniqueConstraint(fields=["dispositif", "annee"], name="rapport_annuel_unique")]

    def __str__(self) -> str:
        return f"Rapport d'activité {self.annee}"

    @property
    def arrete(self) -> bool:
        return self.arrete_le is not None


class TexteRubrique(models.Model):
    """What is told under a heading. `repris`: still the words of the year before, to read again."""

    rapport = models.ForeignKey(RapportAnnuel, models.CASCADE, related_name="textes")
    rubrique = models.CharField(max_length=30)
    texte = models.TextField(blank=True)
    repris = models.BooleanField("repris de l'année précédente", default=False)
    version = models.PositiveIntegerField(default=1)
    ecrit_par = models.CharField("écrit par", max_length=200)
    ecrit_le = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "texte de rubrique"
        verbose_name_plural = "textes de rubrique"
        constraints = [models.UniqueConstraint(fields=["rapport", "rubrique"], name="texte_rubrique_unique")]

    def __str__(self) -> str:
        return self.rubrique
