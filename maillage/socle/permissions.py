"""Rights of the addresses of the shared kernel."""

from maillage.socle.droits import OUVERT, TOUT_COMPTE

DROITS_URLS = {"socle:composants": TOUT_COMPTE, "socle:theme": OUVERT}
