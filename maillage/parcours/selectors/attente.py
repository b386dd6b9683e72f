"""The waiting list."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from maillage.parcours.models import Demande
from maillage.parcours.selectors.connus import AvecCle
from maillage.socle.acteur import Acteur


def demandes_visibles(acteur: Acteur, dispositif: AvecCle) -> QuerySet[Demande]:
    """Requests of the dispositif with their young person, the oldest first."""
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return Demande.objects.none()
    return Demande.objects.filter(dispositif_id=dispositif.pk).select_related("jeune").order_by("reception", "pk")


def demandes_en_attente(acteur: Acteur, dispositif: AvecCle, *, le: date) -> QuerySet[Demande]:
    """Requests received and neither admitted nor closed on that date (R36)."""
    sans_admission = Q(admission__isnull=True) | Q(admission__gt=le)
    sans_cloture = Q(cloture__isnull=True) | Q(cloture__gt=le)
    return demandes_visibles(acteur, dispositif).filter(sans_admission, sans_cloture, reception__lte=le)
