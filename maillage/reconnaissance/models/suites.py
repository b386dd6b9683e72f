"""What is decided, and what follows: work plan, orders, effects."""

from __future__ import annotations

from django.db import models

from maillage.reconnaissance import referentiels


class SensDecision(models.TextChoices):
    """The two outcomes of the roadmap."""

    AXES = "AXES", "Pas encore prêt : axes de travail"
    PRET = "PRET", "Prêt"


class Decision(models.Model):
    """An answer of the authority, with its reasons, both sides read it. One per deposit and sense: two examiners cannot decide twice."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="decisions")
    tour = models.PositiveIntegerField()
    sens = models.CharField(max_length=8, choices=SensDecision.choices)
    motifs = models.TextField()
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ["-le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "tour", "sens"], name="une_decision_par_tour")]

    def __str__(self) -> str:
        return self.get_sens_display()


class AxeDeTravail(models.Model):
    """A line of a work plan."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="axes", verbose_name="décision")
    libelle = models.CharField("libellé", max_length=300)
    qui = models.CharField("qui le porte", max_length=120)
    avant_le = models.DateField("avant le")
    fait_le = models.DateField("fait le", null=True, blank=True)
    fait_par = models.CharField("fait par", max_length=200, blank=True)

    class Meta:
        verbose_name = "axe de travail"
        verbose_name_plural = "axes de travail"
        ordering = ["avant_le", "pk"]

    def __str__(self) -> str:
        return self.libelle


class ArreteReconnaissance(models.Model):
    """The order of one organisme gestionnaire; a partnership has several, for one dispositif."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="arretes")
    organisme = models.ForeignKey("structures.OrganismeGestionnaire", models.PROTECT, related_name="+")
    tour = models.PositiveIntegerField()
    numero = models.CharField("numéro", max_length=60)
    signe_le = models.DateField("signé le")
    par = models.CharField("enregistré par", max_length=200)

    class Meta:
        verbose_name = "arrêté"
        verbose_name_plural = "arrêtés"
        ordering = ["-tour", "organisme__nom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "tour", "organisme"], name="un_arrete_par_organisme"),
            models.CheckConstraint(condition=~models.Q(numero=""), name="arrete_numerote"),
        ]

    def __str__(self) -> str:
        return f"arrêté n° {self.numero}"


class EffetReconnaissance(models.Model):
    """Something to do because the dispositif is recognised; ticked by whoever did it. `cible`: a FINESS number, empty for the whole dispositif."""

    dossier = models.ForeignKey("reconnaissance.DossierReconnaissance", models.CASCADE, related_name="effets")
    tour = models.PositiveIntegerField()
    code = models.CharField(max_length=24)
    cible = models.CharField(max_length=200, blank=True)
    avant_le = models.DateField("avant le")
    fait_le = models.DateField("fait le", null=True, blank=True)
    fait_par = models.CharField("fait par", max_length=200, blank=True)

    class Meta:
        verbose_name = "effet de la reconnaissance"
        verbose_name_plural = "effets de la reconnaissance"
        ordering = ["-tour", "avant_le", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "tour", "code", "cible"], name="un_effet_par_cible")]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle(self) -> str:
        effet = referentiels.effets().get(self.code)
        return (effet.libelle if effet else self.code) + (f" : {self.cible}" if self.cible else "")
