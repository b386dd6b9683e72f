"""Rights of the addresses of the portal."""

from maillage.portail.espace.permissions import DROITS_URLS as ESPACE
from maillage.socle.droits import OUVERT, TOUT_COMPTE, Droit

DROITS_URLS = {
    **ESPACE,
    "portail:accueil": TOUT_COMPTE,
    "portail:echeances": Droit("parcours"),
    "portail:exporter_echeances": Droit("parcours"),
    "portail:echeances_jeune": Droit("parcours"),
    "portail:partenaires": Droit("structures"),
    "portail:exporter_partenaires": Droit("structures"),
    "portail:autorite": Droit("autorite"),
    "portail:exporter_autorite": Droit("autorite"),
    "portail:echeances_portee": Droit("echeances_portee"),
    "portail:exporter_echeances_portee": Droit("echeances_portee"),
    "portail:choisir_dispositif": TOUT_COMPTE,
    "portail:recherche": TOUT_COMPTE,
    "portail:accessibilite": OUVERT,
    "portail:a_propos": OUVERT,
    "portail:sante": OUVERT,
}
