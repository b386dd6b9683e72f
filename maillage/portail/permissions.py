"""Rights of the addresses of the portal."""

from maillage.socle.droits import OUVERT, TOUT_COMPTE

DROITS_URLS = {
    "portail:accueil": TOUT_COMPTE,
    "portail:choisir_dispositif": TOUT_COMPTE,
    "portail:recherche": TOUT_COMPTE,
    "portail:accessibilite": OUVERT,
    "portail:a_propos": OUVERT,
    "portail:sante": OUVERT,
}
