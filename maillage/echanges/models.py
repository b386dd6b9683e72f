"""Calendar feeds: the agendas that someone without account may read at a private address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.echanges.remises.models import EtatRemise, PauseRemise, Remise
from maillage.echanges.sdo.models import (
    EtatOrientation,
    EtatPosition,
    OrientationRecue,
    PositionOrientation,
    SourceOrientation,
)
from maillage.socle.fields import nouvel_identifiant

__all__ = [
    "AGENDAS",
    "EtatLot",
    "EtatOrientation",
    "EtatPosition",
    "EtatRemise",
    "FluxAgenda",
    "JetonApi",
    "LotFhir",
    "NatureLot",
    "OrientationRecue",
    "PauseRemise",
    "PositionOrientation",
    "Remise",
    "SourceOrientation",
]

AGENDAS = ("professionnel", "jeune", "unite", "ressource")


def _un_seul() -> Q:
    """Exactly one agenda is named."""
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
    ressource = models.ForeignKey("agenda.Ressource", models.CASCADE, null=True, blank=True, related_name="+")
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
        return str(self.professionnel or self.jeune or self.unite or self.ressource)

    @property
    def nature(self) -> str:
        """One of AGENDAS."""
        return next(nom for nom in AGENDAS if getattr(self, f"{nom}_id") is not None)


class EtatLot(models.TextChoices):
    """Where a deposited FHIR bundle stands."""

    A_CONFIRMER = "A_CONFIRMER", "À confirmer"
    REPRIS = "REPRIS", "Repris"
    REFUSE = "REFUSE", "Refusé"
    ABANDONNE = "ABANDONNE", "Abandonné"


class NatureLot(models.TextChoices):
    """What a deposited bundle holds."""

    TDDUI = "TDDUI", "Dossiers (TDDUI)"
    SDO = "SDO", "Orientations (SDO)"


class LotFhir(models.Model):
    """A FHIR bundle deposited on a page. Its bytes are kept (compressed) only while someone must decide; what Maillage could not hold stays."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    nature = models.CharField(max_length=5, choices=NatureLot.choices, default=NatureLot.TDDUI)
    nom_fichier = models.CharField("fichier", max_length=200)
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    contenu = models.BinaryField(null=True)
    etat = models.CharField("état", max_length=12, choices=EtatLot.choices)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    depose_par = models.CharField("déposé par", max_length=200)
    rapport = models.JSONField(default=dict)
    gardes = models.JSONField("ressources gardées telles quelles", default=list)

    class Meta:
        verbose_name = "lot FHIR"
        ordering = ["-depose_le", "-pk"]

    def __str__(self) -> str:
        return self.nom_fichier


class JetonApi(models.Model):
    """A token of the API: it acts for its owner, within `portee`, until `expire_le`. Only its SHA-256 is kept."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    empreinte = models.CharField("empreinte du jeton", max_length=64, unique=True)
    utilisateur = models.ForeignKey("comptes.Utilisateur", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=80)
    portee = models.JSONField("portée", default=list)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    expire_le = models.DateField("expire le")
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)
    servi_le = models.DateField("dernier appel", null=True, blank=True)

    class Meta:
        verbose_name = "jeton d'API"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.nom
