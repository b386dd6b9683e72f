"""Rights of the addresses of pilotage: aggregates only, the same for the authority and for the establishment."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

RETOURS_TRANSMIS = Droit("retours_transmis")
REGISTRE = Droit("restitution")
PUBLIER = Droit("restitution", acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "pilotage:tableau_de_bord": RETOURS_TRANSMIS,
    "pilotage:bord": RETOURS_TRANSMIS,
    "pilotage:exporter_bord": RETOURS_TRANSMIS,
    "pilotage:exporter_semblables": RETOURS_TRANSMIS,
    "pilotage:bord_cible": RETOURS_TRANSMIS,
    "pilotage:bord_indicateur": RETOURS_TRANSMIS,
    "pilotage:bord_graphique": RETOURS_TRANSMIS,
    "pilotage:retours": RETOURS_TRANSMIS,
    "pilotage:exporter_retours": RETOURS_TRANSMIS,
    "pilotage:retour": RETOURS_TRANSMIS,
    "pilotage:chiffre_de_retour": RETOURS_TRANSMIS,
    "pilotage:indicateurs": RETOURS_TRANSMIS,
    "pilotage:exporter_indicateurs": RETOURS_TRANSMIS,
    "pilotage:indicateur": RETOURS_TRANSMIS,
    "pilotage:restitution": RETOURS_TRANSMIS,
    "pilotage:chiffre": RETOURS_TRANSMIS,
    "pilotage:restitution_csv": RETOURS_TRANSMIS,
    "pilotage:restitution_fichier": RETOURS_TRANSMIS,
    "pilotage:publications": REGISTRE,
    "pilotage:publication": REGISTRE,
    "pilotage:chiffre_publie": REGISTRE,
    "pilotage:publication_csv": REGISTRE,
    "pilotage:publication_fichier": REGISTRE,
    "pilotage:publier": PUBLIER,
}
