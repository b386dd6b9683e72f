"""Rights of the addresses of this context."""

from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {}
