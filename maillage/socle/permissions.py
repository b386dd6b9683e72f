"""Rights of the addresses of the shared kernel."""

from maillage.socle.droits import TOUT_COMPTE

DROITS_URLS = {"socle:composants": TOUT_COMPTE}
