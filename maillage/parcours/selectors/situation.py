"""Where a young person stands on a day: open modality periods and schooling, for the contexts above that hold the right."""

from __future__ import annotations

from datetime import date

from maillage.parcours.domain.notification import notification_qui_porte
from maillage.parcours.models import NotificationMdph, PeriodeModalite, Scolarite
from maillage.parcours.selectors.entree_sortie import en_regle
from maillage.parcours.selectors.liste import en_cours


def periodes_le(jeune_id: int, dispositif_id: int, le: date) -> list[PeriodeModalite]:
    """Return the modality periods that cover a day, in the order of the modalities (1 query)."""
    periodes = PeriodeModalite.objects.filter(en_cours(le), jeune_id=jeune_id, dispositif_id=dispositif_id)
    return list(periodes.select_related("jeune").order_by("modalite"))


def scolarite_le(jeune_id: int, le: date) -> Scolarite | None:
    """Return the schooling that covers a day, the latest if several do (1 query)."""
    return Scolarite.objects.filter(en_cours(le), jeune_id=jeune_id).order_by("-debut", "code").first()


def notification_du_jeune(jeune_id: int) -> NotificationMdph | None:
    """Return the notification whose validity goes furthest, not taken out (1 query)."""
    connues = {une.pk: une for une in NotificationMdph.objects.filter(jeune_id=jeune_id, retiree_le__isnull=True)}
    porte = notification_qui_porte(en_regle(une) for une in connues.values())
    return connues[porte.cle] if porte else None
