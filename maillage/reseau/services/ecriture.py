"""What the writings share: the journal of this context."""

from __future__ import annotations

from typing import Any

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def tracer(acteur: Acteur, acte: str, objet: str, *, dispositif_id: int | None = None, **details: Any) -> None:
    """Journal an act; `details` holds codes and counts, never what was written."""
    journaliser(acteur, f"reseau.{acte}", objet=objet, dispositif_id=dispositif_id, details=details)
