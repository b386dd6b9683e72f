"""Calendar feeds: the agendas that someone without account may read at a private address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant

AGENDAS = ("professionnel", "jeune", "unite")


def _un_seul() -> Q:
    """Exactly one of the three agendas is named."""
    condition = Q()
    for nomme in AGENDAS:
        condition |= Q(**{f"{nom}__isnull": nom != nomme for nom in AGENDAS})
    return condition


class FluxAgenda(models.Model):
    """The feed of one agenda. Only the SHA-256 of its token is kept. It shows what its author may still read, and nothing once revoked."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    empreinte = models.CharField("empreinte du jeton", max_length=64, unique=True)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    professionnel = models.ForeignKey(
        "structures.Professionnel", models.CASCADE, null=True, blank=True, related_name="+"
    )
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, null=True, blank=True, related_name="+")
    unite = models.ForeignKey("structures.Unite", models.CASCADE, null=True, blank=True, related_name="+")
    titres_complets = models.BooleanField("titres et lieux complets", default=False)
    cree_par = models.ForeignKey("comptes.Utilisateur", models.CASCADE, related_name="+")
    cree_le = models.DateTimeField("créé le")
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)
    lu_le = models.DateField("lu le", null=True, blank=True)

    class Meta:
        verbose_name = "flux d'agenda"
        verbose_name_plural = "flux d'agenda"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_un_seul(), name="flux_d_un_seul_agenda"),
            models.CheckConstraint(
                condition=Q(titres_complets=False) | Q(professionnel__isnull=False), name="flux_complet_d_un_pro"
            ),
        ]

    def __str__(self) -> str:
        return f"flux {self.identifiant}"

    @property
    def agenda(self) -> str:
        """Name of whose agenda it is."""
        return str(self.professionnel or self.jeune or self.unite)

    @property
    def nature(self) -> str:
        """One of AGENDAS."""
        return next(nom for nom in AGENDAS if getattr(self, f"{nom}_id") is not None)
