"""Since when a support lasts, and when it ended: what documents say of it, and what their retention runs from."""

from __future__ import annotations

from datetime import date

from maillage.parcours.domain.intervalles import Intervalle, sejours
from maillage.parcours.models import Phase
from maillage.socle.vocabulaire import TypePhase


def debut_du_sejour(jeune_id: int, dispositif_id: int, le: date) -> date | None:
    """Return the first day of the stay that covers a day: contiguous accompaniments are one, rule R21 (1 query)."""
    phases = Phase.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id, type=TypePhase.ACCOMPAGNEMENT)
    faits = [Intervalle(debut, fin) for debut, fin in phases.values_list("debut", "fin")]
    return next((sejour.debut for sejour in sejours(faits) if sejour.couvre(le)), None)


def fins_de_phase(dispositif_id: int, *, jeune_id: int | None = None) -> list[tuple[int, str, date | None]]:
    """Return (key of the young person, type of phase, end or None) of every phase of the dispositif, or of one young person (1 query)."""
    phases = Phase.objects.filter(dispositif_id=dispositif_id)
    if jeune_id is not None:
        phases = phases.filter(jeune_id=jeune_id)
    return list(phases.order_by("jeune_id", "debut", "pk").values_list("jeune_id", "type", "fin"))
