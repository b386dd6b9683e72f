"""Rights of the addresses of the transmissions, documents and templates."""

from __future__ import annotations

from maillage.socle.droits import Droit

DROITS_ECRITS: dict[str, Droit] = {}
