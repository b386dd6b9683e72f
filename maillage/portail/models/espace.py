"""How a dispositif speaks to young people and families: settings of the space, versions of the livret."""

from __future__ import annotations

from django.db import models

from maillage.socle.models import AjoutSeul


class ReglageEspace(models.Model):
    """How the space of a dispositif speaks. `nom_usage` is the name that families know, empty for the official one; `contact` is who to call."""

    dispositif = models.OneToOneField("structures.Dispositif", models.CASCADE, related_name="+")
    tutoiement = models.BooleanField("dire « tu » aux jeunes", default=True)
    nom_usage = models.CharField("nom d'usage", max_length=120, blank=True)
    contact = models.CharField("à qui téléphoner", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "réglage de l'espace"
        verbose_name_plural = "réglages de l'espace"

    def __str__(self) -> str:
        return self.nom_usage or f"espace du dispositif {self.dispositif_id}"


class VersionLivret(AjoutSeul):
    """One published text of the livret of a dispositif; the latest is the one that is read."""

    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField("numéro")
    texte = models.TextField()
    note = models.CharField("ce qui change", max_length=200, blank=True)
    publie_le = models.DateTimeField("publié le")
    publie_par = models.CharField("publié par", max_length=200)

    class Meta:
        verbose_name = "version du livret"
        verbose_name_plural = "versions du livret"
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["dispositif", "numero"], name="livret_une_version_par_numero")]

    def __str__(self) -> str:
        return f"livret, version {self.numero}"
