"""The événement, its participants and its series: one occurrence, seen from each agenda."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, Presence, Statut


class Serie(models.Model):
    """A recurrence (RFC 5545 RRULE). Occurrences are real événements, written ahead; an exception is an occurrence changed or cancelled."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    regle = models.CharField("règle de récurrence", max_length=200)
    premiere = models.DateTimeField("première occurrence")
    duree_minutes = models.PositiveIntegerField("durée en minutes")
    jusqu_au = models.DateField("jusqu'au", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "série"
        ordering = ["premiere", "pk"]

    def __str__(self) -> str:
        return self.regle


class Evenement(models.Model):
    """What happens, once. `version` is raised by each writing: a form that was read before another writing is refused.

    `source`, `source_ref` and the local date of `debut` are the key of an imported occurrence (R5 step 1).
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    etablissement = models.ForeignKey(
        "structures.Etablissement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unite = models.ForeignKey("structures.Unite", models.SET_NULL, null=True, blank=True, related_name="+")
    titre = models.CharField(max_length=120, blank=True)
    debut = models.DateTimeField("début")
    fin = models.DateTimeField()
    categorie = models.CharField("catégorie", max_length=16, choices=Categorie.choices)
    modalite = models.CharField("modalité", max_length=3, choices=Modalite.choices, blank=True)
    lieu_type = models.CharField("type de lieu", max_length=16, choices=LieuType.choices, blank=True)
    lieu = models.CharField(max_length=120, blank=True)
    statut = models.CharField(max_length=8, choices=Statut.choices, default=Statut.PLANIFIE)
    confirme_le = models.DateTimeField("confirmé le", null=True, blank=True)
    serie = models.ForeignKey(Serie, models.SET_NULL, null=True, blank=True, related_name="evenements")
    hors_serie = models.BooleanField("changé à part de sa série", default=False)
    groupe = models.ForeignKey("agenda.GroupeJeunes", models.SET_NULL, null=True, blank=True, related_name="+")
    type_activite = models.ForeignKey(
        "agenda.TypeActivite", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="type d'activité"
    )
    source = models.CharField(max_length=64, blank=True)
    source_ref = models.CharField("référence dans la source", max_length=200, blank=True)
    lot = models.ForeignKey("agenda.LotImport", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "événement"
        ordering = ["debut", "fin", "pk"]
        indexes = [
            models.Index(fields=["dispositif", "debut"]),
            models.Index(
                fields=["dispositif", "source", "source_ref"],
                condition=~Q(source_ref=""),
                name="evenement_par_reference",
            ),
        ]

    def __str__(self) -> str:
        return self.titre or self.get_categorie_display()


class ParticipationJeune(models.Model):
    """A young person listed in an événement; an empty presence means « not said », to be read with the absences (R6)."""

    evenement = models.ForeignKey(Evenement, models.CASCADE, related_name="participations_jeunes")
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, related_name="+")
    presence = models.CharField("présence", max_length=7, choices=Presence.choices, blank=True)
    preavis_h = models.DecimalField("préavis en heures", max_digits=12, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = "participation d'un jeune"
        constraints = [models.UniqueConstraint(fields=["evenement", "jeune"], name="jeune_une_fois_par_evenement")]

    def __str__(self) -> str:
        return f"{self.jeune_id} {self.presence or '?'}"


class ParticipationPro(models.Model):
    """A professional listed in an événement."""

    evenement = models.ForeignKey(Evenement, models.CASCADE, related_name="participations_pros")
    professionnel = models.ForeignKey("structures.Professionnel", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "participation d'un professionnel"
        constraints = [
            models.UniqueConstraint(fields=["evenement", "professionnel"], name="pro_une_fois_par_evenement")
        ]

    def __str__(self) -> str:
        return str(self.professionnel_id)
