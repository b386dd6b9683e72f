"""Reads of the shared kernel."""

from __future__ import annotations

from maillage.socle.models import VersionFaits


def version_des_faits(dispositif_id: int) -> int:
    """Return the version number of the facts of a dispositif (0 when nothing was ever written)."""
    return VersionFaits.objects.filter(pk=dispositif_id).values_list("numero", flat=True).first() or 0
