"""Which periods the pages of pilotage propose."""

from __future__ import annotations

from django.utils import timezone

from maillage.activite.selectors.periodes import periodes_proposees
from maillage.activite.selectors.retours import periodes_des_retours


def periodes_ouvertes() -> list[str]:
    """Return the periods that have a return, latest first; the current quarter when there is none yet (one query)."""
    return periodes_des_retours() or periodes_proposees(aujourd_hui=timezone.localdate())[:1]
