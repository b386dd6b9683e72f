"""Rights of the addresses of this context."""

from __future__ import annotations

from maillage.projet.permissions_ecrits import DROITS_ECRITS
from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {
    **DROITS_ECRITS,
}
