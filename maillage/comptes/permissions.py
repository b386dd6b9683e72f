"""Rights of the addresses of accounts."""

from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {}
