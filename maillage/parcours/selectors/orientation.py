"""Where a young person stands towards a dispositif, from the request to the exit: for who answers the MDPH. The caller holds the right."""

from __future__ import annotations

from typing import Any

from maillage.parcours.models import AvisCommission, Demande, Phase
from maillage.socle.vocabulaire import TypePhase

FAVORABLES = ("FAVORABLE", "FAVORABLE_ATTENTE")


def situation_du_jeune(jeune_id: int, dispositif_id: int, *, demande_id: int | None = None) -> dict[str, Any]:
    """Return the dates of the latest request (or of that one) and of the accompaniment (3 queries); what did not happen is None."""
    demandes = Demande.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id)
    if demande_id is not None:
        demandes = demandes.filter(pk=demande_id)
    demande = demandes.order_by("-reception", "-pk").first()
    avis = (
        AvisCommission.objects.filter(demande=demande, avis__in=FAVORABLES)
        .select_related("commission")
        .order_by("-commission__le")
        .first()
        if demande is not None
        else None
    )
    phases = Phase.objects.filter(
        jeune_id=jeune_id, dispositif_id=dispositif_id, type=TypePhase.ACCOMPAGNEMENT
    ).order_by("-debut", "-pk")
    if demande is not None and demande.reception is not None:
        phases = phases.exclude(fin__lt=demande.reception)
    phase = phases.first()
    return {
        "reception": demande.reception if demande else None,
        "avis_favorable_le": avis.commission.le if avis else None,
        "admission": demande.admission if demande else None,
        "cloture": demande.cloture if demande else None,
        "motif_cloture": demande.motif_cloture if demande else "",
        "entree": phase.debut if phase else None,
        "sortie": phase.fin if phase else None,
    }
