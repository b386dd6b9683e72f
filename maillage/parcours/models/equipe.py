"""The team around a young person in a dispositif, and the glass broken by someone who is not of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.parcours.models.faits import fin_apres_debut


class MembreEquipe(models.Model):
    """A professional takes part in the support of a young person, in a function, between two dates; a departure has its reason.

    The database refuses (migration 0004) the same person twice in one function, and two referents on one day.
    """

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="equipe")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    professionnel = models.ForeignKey("structures.Professionnel", models.PROTECT, related_name="+")
    fonction = models.CharField(max_length=20)
    referent = models.BooleanField("référent ou référente", default=False)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    motif_depart = models.CharField("motif de départ", max_length=20, blank=True)

    class Meta:
        verbose_name = "membre de l'équipe d'un jeune"
        ordering = ["-referent", "fonction", "debut", "pk"]
        constraints = [
            fin_apres_debut("membre_equipe_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(fin__isnull=True, motif_depart="") | (Q(fin__isnull=False) & ~Q(motif_depart="")),
                name="membre_equipe_depart_avec_motif",
            ),
        ]
        indexes = [models.Index(fields=["dispositif", "professionnel", "jeune"], name="membre_equipe_acces")]

    def __str__(self) -> str:
        return f"{self.professionnel} auprès de {self.jeune}"


class Remplacement(models.Model):
    """A named stand-in has the function of a member, and what it opens, for exact dates."""

    membre = models.ForeignKey(MembreEquipe, models.CASCADE, related_name="remplacements")
    remplacant = models.ForeignKey("structures.Professionnel", models.PROTECT, related_name="+")
    debut = models.DateField("début")
    fin = models.DateField()
    motif = models.CharField(max_length=20)

    class Meta:
        verbose_name = "remplacement"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="remplacement_fin_apres_debut"),
        ]

    def __str__(self) -> str:
        return f"{self.remplacant} à la place de {self.membre}"


class AvisRevue(models.TextChoices):
    JUSTIFIE = "JUSTIFIE", "Justifié"
    NON_JUSTIFIE = "NON_JUSTIFIE", "Non justifié"


class BrisDeGlace(models.Model):
    """Someone outside the team opened the file for a written reason and a short time; somebody else reviews it afterwards."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    compte_id = models.BigIntegerField("compte", db_index=True)
    compte_libelle = models.CharField("personne", max_length=200)
    fonction = models.CharField(max_length=20)
    motif = models.TextField()
    ouvert_le = models.DateTimeField("ouvert le")
    expire_le = models.DateTimeField("expire le")
    avis = models.CharField(max_length=12, choices=AvisRevue.choices, blank=True)
    revu_le = models.DateTimeField("revu le", null=True, blank=True)
    revu_par = models.CharField("revu par", max_length=200, blank=True)
    observation = models.TextField(blank=True)

    class Meta:
        verbose_name = "bris de glace"
        ordering = ["-ouvert_le", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expire_le__gt=F("ouvert_le")), name="bris_expire_apres_ouverture"),
            models.CheckConstraint(
                condition=Q(avis="", revu_le__isnull=True) | (~Q(avis="") & Q(revu_le__isnull=False)),
                name="bris_revu_avec_avis",
            ),
        ]
        indexes = [models.Index(fields=["compte_id", "jeune", "expire_le"], name="bris_de_glace_acces")]

    def __str__(self) -> str:
        return f"{self.compte_libelle}, {self.ouvert_le:%Y-%m-%d %H:%M}"
