"""The eco-map: people and places around a young person, and the ties between them, each dated (both ends included, an empty end is « still »)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from maillage.projet.domain.ecocarte import (
    LIBELLES_ANNEAUX,
    LIBELLES_FORCES,
    LIBELLES_GENRES,
    LIBELLES_NATURES,
    SensLien,
)
from maillage.socle.fields import nouvel_identifiant


def _choix(libelles: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(code), libelle) for code, libelle in libelles.items()]


class ElementEcocarte(models.Model):
    """Someone or something around a young person. `version` is raised by each writing, its places and ties included."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=80)
    genre = models.CharField(max_length=8, choices=_choix(LIBELLES_GENRES))
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    efface_le = models.DateTimeField("effacé le", null=True, blank=True)

    class Meta:
        verbose_name = "élément d'éco-carte"
        verbose_name_plural = "éléments d'éco-carte"
        ordering = ["pk"]
        indexes = [models.Index(fields=["jeune", "dispositif"])]

    def __str__(self) -> str:
        return self.nom


class PlaceEcocarte(models.Model):
    """The ring where an element stands between two dates."""

    element = models.ForeignKey(ElementEcocarte, models.CASCADE, related_name="places")
    anneau = models.CharField(max_length=5, choices=_choix(LIBELLES_ANNEAUX))
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "place sur l'éco-carte"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="place_ecocarte_fin_apres_debut"
            ),
            models.UniqueConstraint(
                fields=["element"], condition=Q(fin__isnull=True), name="place_ecocarte_une_ouverte"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_anneau_display()} depuis le {self.debut}"


class LienEcocarte(models.Model):
    """A tie between an element and the young person (`autre` empty) or another element, between two dates."""

    element = models.ForeignKey(ElementEcocarte, models.CASCADE, related_name="liens")
    autre = models.ForeignKey(ElementEcocarte, models.CASCADE, null=True, blank=True, related_name="liens_recus")
    force = models.CharField(max_length=7, choices=_choix(LIBELLES_FORCES))
    nature = models.CharField(max_length=7, choices=_choix(LIBELLES_NATURES))
    sens = models.CharField(max_length=6, choices=[(sens.value, sens.value) for sens in SensLien])
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "lien d'éco-carte"
        verbose_name_plural = "liens d'éco-carte"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="lien_ecocarte_fin_apres_debut"
            ),
            models.CheckConstraint(
                condition=Q(autre__isnull=True) | ~Q(autre=F("element")), name="lien_ecocarte_entre_deux"
            ),
            models.UniqueConstraint(
                fields=["element"],
                condition=Q(fin__isnull=True, autre__isnull=True),
                name="lien_ecocarte_un_avec_le_jeune",
            ),
            models.UniqueConstraint(
                fields=["element", "autre"], condition=Q(fin__isnull=True), name="lien_ecocarte_un_par_paire"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_force_display()}, {self.get_nature_display()}"
