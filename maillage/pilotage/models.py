"""The register of releases, append-only, and the last protected tables computed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from maillage.pilotage.domain.publics import Public

PUBLICS = [(Public.RESTREINT.value, "Restreint (ARS, comités)"), (Public.OUVERT.value, "Ouvert (tout public)")]


class ChoixRestitution(models.Model):
    """What makes a restitution: period, rule-set, public, threshold."""

    periode = models.CharField("période", max_length=7)
    regles = models.CharField("jeu de règles", max_length=40)
    public = models.CharField(max_length=9, choices=PUBLICS)
    seuil = models.PositiveIntegerField("seuil")

    class Meta:
        abstract = True


class TableauCalcule(ChoixRestitution):
    """A protected table as it would be published now. `sources`: digest of all it depends on; another digest, another table."""

    sources = models.CharField("empreinte des sources", max_length=64, unique=True)
    contenu = models.BinaryField()
    retours = models.JSONField("révisions utilisées")
    exclus = models.JSONField("retours écartés")
    calcule_le = models.DateTimeField("calculé le", auto_now_add=True)

    class Meta:
        verbose_name = "tableau calculé"
        verbose_name_plural = "tableaux calculés"

    def __str__(self) -> str:
        return f"{self.periode} {self.regles} {self.public}"


class Publication(ChoixRestitution):
    """A released table, byte for byte. Never changed nor erased: later tables of the period hide what it hides.

    `retours`: list of {"dispositif", "revision", "empreinte"}; `numero`: rank among the releases of the period.
    """

    numero = models.PositiveIntegerField("numéro")
    attendus = models.PositiveIntegerField("retours attendus")
    retours = models.JSONField("révisions utilisées")
    tableau = models.BinaryField()
    empreinte = models.CharField("empreinte du tableau", max_length=64)
    publie_par = models.CharField("publié par", max_length=200)
    publie_le = models.DateTimeField("publié le")

    class Meta:
        verbose_name = "publication"
        ordering = ["-periode", "-numero"]
        constraints = [models.UniqueConstraint(fields=["periode", "numero"], name="publication_numero_unique")]

    def __str__(self) -> str:
        return f"{self.periode} publication {self.numero}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Une publication ne se modifie pas : publiez un nouveau tableau.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Une publication ne s'efface pas.")
