"""Reads of the offer."""

from __future__ import annotations

from maillage.structures.models import Dispositif


def dispositif_par_code(code: str) -> Dispositif | None:
    """Return the dispositif of that public code, or None."""
    return Dispositif.objects.filter(code=code).first()


def dispositifs_de_l_organisme(organisme_id: int) -> frozenset[int]:
    """Return the primary keys of the dispositifs held by an organisme gestionnaire."""
    return frozenset(Dispositif.objects.filter(organismes=organisme_id).values_list("pk", flat=True))
