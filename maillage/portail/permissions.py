"""Rights of the addresses of the portal."""

from maillage.socle.droits import TOUT_COMPTE

DROITS_URLS = {"portail:accueil": TOUT_COMPTE}
