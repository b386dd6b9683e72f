"""Layers that a body lends to others for a purpose, between two dates: territories and figures, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q

from maillage.cartographie.domain.calques import AccordCalque, EtatCalque, NatureValeurs, NiveauCalque

LIBELLES_ETATS = {
    EtatCalque.BROUILLON: "Brouillon",
    EtatCalque.PRETE: "Prêté",
    EtatCalque.TERMINE: "Terminé",
    EtatCalque.RETIRE: "Retiré",
}
LIBELLES_ACCORDS = {
    AccordCalque.PROPOSE: "À accepter",
    AccordCalque.ACCEPTE: "Accepté",
    AccordCalque.REFUSE: "Refusé",
}
LIBELLES_NIVEAUX = {
    NiveauCalque.COMMUNE: "Communes",
    NiveauCalque.EPCI: "Intercommunalités",
    NiveauCalque.DEPARTEMENT: "Départements",
    NiveauCalque.POINTS: "Points que le fichier donne",
    NiveauCalque.ZONES: "Zones que le fichier dessine",
}
LIBELLES_NATURES = {
    NatureValeurs.PERSONNES: "Des personnes : le chiffre les compte",
    NatureValeurs.TAUX: "Un taux ou une moyenne sur des personnes : une colonne « effectif » les compte",
    NatureValeurs.CHOSES: "Autre chose que des personnes : places, structures, kilomètres",
}


def choix(libelles: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return codes and words, as fields take them."""
    return [(str(code), mot) for code, mot in libelles.items()]


class Calque(models.Model):
    """A layer lent. `preteur`: the body that lends; `au_nom_de`: a body without an account here, when the lender speaks for it."""

    nom = models.CharField(max_length=120)
    finalite = models.CharField("finalité", max_length=500)
    preteur = models.CharField("prêteur", max_length=40, db_index=True)
    preteur_nom = models.CharField("nom du prêteur", max_length=200)
    au_nom_de = models.CharField("au nom de", max_length=200, blank=True)
    source = models.CharField(max_length=200)
    valeurs_le = models.DateField("chiffres au", null=True, blank=True)
    niveau = models.CharField(max_length=12, choices=choix(LIBELLES_NIVEAUX))
    nature = models.CharField("ce que disent les chiffres", max_length=10, choices=choix(LIBELLES_NATURES))
    unite = models.CharField("unité", max_length=60)
    plancher = models.PositiveSmallIntegerField()
    debut = models.DateField("prêté du")
    fin = models.DateField("prêté jusqu'au")
    etat = models.CharField("état", max_length=10, choices=choix(LIBELLES_ETATS), default=EtatCalque.BROUILLON.value)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    prete_le = models.DateTimeField("prêté le", null=True, blank=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    motif_retrait = models.CharField("motif du retrait", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "calque prêté"
        verbose_name_plural = "calques prêtés"
        ordering = ["nom", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="calque_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(nature=NatureValeurs.CHOSES.value) | Q(plancher__gte=2),
                name="calque_de_personnes_a_un_plancher",
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class CelluleCalque(models.Model):
    """A territory, or a place, and its figure; masked, it has none, and what the file drew was never kept."""

    calque = models.ForeignKey(Calque, models.CASCADE, related_name="cellules")
    code = models.CharField(max_length=40)
    nom = models.CharField(max_length=200, blank=True)
    valeur = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    masquee = models.BooleanField("masquée", default=False)
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    geometrie = models.JSONField("géométrie", null=True, blank=True)

    class Meta:
        verbose_name = "cellule de calque"
        verbose_name_plural = "cellules de calque"
        ordering = ["nom", "code"]
        constraints = [
            models.UniqueConstraint(fields=["calque", "code"], name="cellule_de_calque_unique"),
            models.CheckConstraint(
                condition=Q(masquee=False, valeur__isnull=False) | Q(masquee=True, valeur__isnull=True),
                name="cellule_masquee_sans_chiffre",
            ),
        ]

    def __str__(self) -> str:
        return self.nom or self.code


class DestinataireCalque(models.Model):
    """A body that a layer is lent to, and what it answered."""

    calque = models.ForeignKey(Calque, models.CASCADE, related_name="destinataires")
    cle = models.CharField("corps", max_length=40, db_index=True)
    nom = models.CharField(max_length=200)
    accord = models.CharField(max_length=10, choices=choix(LIBELLES_ACCORDS), default=AccordCalque.PROPOSE.value)
    decide_le = models.DateTimeField("décidé le", null=True, blank=True)
    decide_par = models.CharField("décidé par", max_length=200, blank=True)

    class Meta:
        verbose_name = "destinataire d'un calque"
        verbose_name_plural = "destinataires d'un calque"
        ordering = ["nom", "pk"]
        constraints = [models.UniqueConstraint(fields=["calque", "cle"], name="destinataire_de_calque_unique")]

    def __str__(self) -> str:
        return self.nom
