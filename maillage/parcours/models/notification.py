"""The decision of the MDPH that orients a young person, and its validity."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.parcours.models.faits import fin_apres_debut
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import Modalite


class NotificationMdph(models.Model):
    """An orientation decided by the CDAPH and notified by the MDPH: one « dispositif » notification covers every modality.

    It must state the modality of entry; the agreement comes before it and the MDPH joins an information document (CASF D. 312-10-19).
    `type` is a code of referentiels/notification.toml. One entered by mistake is taken out (`retiree_le`), never erased.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="notifications")
    type = models.CharField(max_length=20)
    departement = models.CharField("MDPH", max_length=3, blank=True)
    numero_dossier = models.CharField("numéro de dossier", max_length=40, blank=True)
    decision = models.DateField("décision du")
    debut = models.DateField("valable du")
    fin = models.DateField("valable jusqu'au", null=True, blank=True)
    modalite_entree = models.CharField("modalité d'entrée", max_length=3, choices=Modalite.choices, blank=True)
    accord_le = models.DateField("accord recueilli le", null=True, blank=True)
    accord_par = models.CharField("accord donné par", max_length=20, blank=True)
    document_remis_le = models.DateField("document d'information remis le", null=True, blank=True)
    piece = models.ForeignKey("socle.Piece", models.SET_NULL, null=True, blank=True, related_name="+")
    retiree_le = models.DateField("retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "notification MDPH"
        ordering = ["-debut", "-pk"]
        constraints = [
            fin_apres_debut("notification_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(accord_le__isnull=True, accord_par="") | (Q(accord_le__isnull=False) & ~Q(accord_par="")),
                name="notification_accord_entier",
            ),
        ]

    def __str__(self) -> str:
        return f"Notification du {self.decision}"
