"""Which periods the pages of pilotage propose."""

from __future__ import annotations

from django.utils import timezone

from maillage.activite.selectors.periodes import periodes_proposees
from maillage.activite.selectors.retours import periodes_des_retours

RANG_DU_DERNIER_FINI = 1
"""Rank of the last finished quarter among the periods proposed: the current one comes first."""


def periodes_ouvertes() -> list[str]:
    """Return the last finished quarter, whose returns are due, then the other periods that have a return, latest first (one query)."""
    dernier_fini = periodes_proposees(aujourd_hui=timezone.localdate())[RANG_DU_DERNIER_FINI]
    return [dernier_fini, *(periode for periode in periodes_des_retours() if periode != dernier_fini)]
