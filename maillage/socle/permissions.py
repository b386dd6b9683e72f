"""Rights of the addresses of the shared kernel."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import OUVERT, TOUT_COMPTE, Droit

COURRIELS = Droit("courriels")

DROITS_URLS = {
    "socle:composants": TOUT_COMPTE,
    "socle:theme": OUVERT,
    "socle:horloge": TOUT_COMPTE,
    "socle:brouillon": TOUT_COMPTE,
    "socle:brouillon_jeter": TOUT_COMPTE,
    "socle:courriels": COURRIELS,
    "socle:courriel": COURRIELS,
    "socle:courriels_essai": Droit("courriels", acces=Acces.ECRITURE),
    "socle:courriel_relancer": Droit("courriels", acces=Acces.ECRITURE),
    "socle:courriel_rejeter": Droit("courriels", acces=Acces.ECRITURE),
    "socle:courriels_lot": COURRIELS,
    "socle:courriels_modeles": COURRIELS,
    "socle:courriels_modele": COURRIELS,
    "socle:desinscription": OUVERT,
}
