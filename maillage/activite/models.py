"""Computed results kept while fresh, quarterly returns frozen, alerts set aside with a reason."""

from __future__ import annotations

from django.db import models


class ResultatCalcule(models.Model):
    """The last result of a count, fresh as long as the version of the facts of the dispositif has not moved."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    periode = models.CharField("période", max_length=7)
    arrete = models.DateField("date d'arrêté")
    regles = models.CharField("jeu de règles", max_length=40)
    parametres = models.CharField("empreinte des paramètres", max_length=64)
    version_faits = models.BigIntegerField()
    contenu = models.JSONField()
    calcule_le = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "résultat calculé"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "periode", "arrete", "regles", "parametres"], name="resultat_calcule_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.periode} {self.regles}"


class EtatRetour(models.TextChoices):
    """Life cycle of R40."""

    BROUILLON = "BROUILLON", "Brouillon"
    VALIDE = "VALIDE", "Validé"
    TRANSMIS = "TRANSMIS", "Transmis"


class RetourTrimestriel(models.Model):
    """A quarterly return. From VALIDE on, `contenu` holds the frozen bytes of the result; a later edit calls for a new revision."""

    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    periode = models.CharField("période", max_length=7)
    revision = models.PositiveIntegerField("révision", default=1)
    etat = models.CharField("état", max_length=9, choices=EtatRetour.choices, default=EtatRetour.BROUILLON)
    regles = models.CharField("jeu de règles", max_length=40)
    regles_version = models.CharField("version des règles", max_length=20, blank=True)
    arrete = models.DateField("date d'arrêté")
    contenu = models.BinaryField(null=True)
    empreinte_resultat = models.CharField("empreinte du résultat", max_length=64, blank=True)
    empreinte_faits = models.CharField("empreinte des faits", max_length=64, blank=True)
    faits = models.BinaryField("faits comptés, compressés", null=True)
    commentaire = models.TextField(blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    valide_le = models.DateTimeField("validé le", null=True)
    valide_par = models.CharField("validé par", max_length=200, blank=True)
    transmis_le = models.DateTimeField(null=True)
    transmis_par = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "retour trimestriel"
        verbose_name_plural = "retours trimestriels"
        ordering = ["-periode", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "periode", "revision"], name="retour_revision_unique")
        ]

    def __str__(self) -> str:
        return f"{self.periode} révision {self.revision}"


class AlerteEcartee(models.Model):
    """An alert looked at and left as it is, with who, when and why. The figures do not move: only the work list does."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    table = models.CharField(max_length=20)
    objet = models.CharField(max_length=130)
    jeune = models.CharField(max_length=64, blank=True)
    date = models.DateField(null=True)
    motif = models.CharField(max_length=200)
    ecartee_par = models.CharField("écartée par", max_length=200)
    ecartee_le = models.DateTimeField("écartée le", auto_now_add=True)

    class Meta:
        verbose_name = "alerte écartée"
        verbose_name_plural = "alertes écartées"

    def __str__(self) -> str:
        return f"{self.code} {self.objet}"
