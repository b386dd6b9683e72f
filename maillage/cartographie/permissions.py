"""Rights of the addresses of this context."""

from __future__ import annotations

from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {}
