"""The private link by which a partner without account reads its extract, and the dated receipts."""

from __future__ import annotations

from django.db import models

from maillage.liaison.models.envoi import Envoi
from maillage.socle.models import AjoutSeul


class LienPartenaire(models.Model):
    """A link to one extract. Only keyed hashes of the token and of the one-time code are kept; `ferme_le`: replaced by another or taken back."""

    envoi = models.ForeignKey(Envoi, models.PROTECT, related_name="liens")
    courriel = models.EmailField()
    jeton = models.CharField("empreinte du jeton", max_length=64, unique=True)
    cree_le = models.DateTimeField("créé le")
    expire_le = models.DateTimeField("expire le")
    ferme_le = models.DateTimeField("fermé le", null=True, blank=True)
    code = models.CharField("empreinte du code", max_length=64, blank=True)
    code_expire_le = models.DateTimeField(null=True, blank=True)
    code_essais = models.PositiveSmallIntegerField(default=0)
    cree_par = models.CharField("créé par", max_length=200)

    class Meta:
        verbose_name = "lien de partenaire"
        verbose_name_plural = "liens de partenaires"
        ordering = ["cree_le", "pk"]

    def __str__(self) -> str:
        return f"Lien vers {self.envoi}"


class AccuseLecture(AjoutSeul):
    """A partner opened its extract with a code, at a moment: the dated receipt, with the hash of what was shown."""

    lien = models.ForeignKey(LienPartenaire, models.PROTECT, related_name="accuses")
    le = models.DateTimeField()
    empreinte = models.CharField(max_length=64)

    class Meta:
        verbose_name = "accusé de lecture"
        verbose_name_plural = "accusés de lecture"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"Lu le {self.le:%Y-%m-%d %H:%M}"
