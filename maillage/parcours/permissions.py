"""Rights of the addresses of this context."""

from maillage.parcours.permissions_entree import DROITS_ENTREE
from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

ECRIRE = Droit("parcours", acces=Acces.ECRITURE)
SELON_LE_DOSSIER = Droit("parcours", acces_ecriture=Acces.LECTURE)
"""Whoever reads the path of the dispositif; the sections of the file decide the rest (selectors.sections)."""

DROITS_URLS: dict[str, Droit] = {
    **DROITS_ENTREE,
    "parcours:jeunes": Droit("parcours"),
    "parcours:exporter": Droit("parcours"),
    "parcours:jeune": Droit("parcours"),
    "parcours:creer": Droit("identite"),
    "parcours:modifier": Droit("identite"),
    "parcours:acte": Droit("parcours"),
    "parcours:acte_objet": Droit("parcours"),
    "parcours:lectures": Droit("parcours"),
    "parcours:changement": Droit("liaison", acces=Acces.ECRITURE),
    "parcours:equipe": Droit("parcours"),
    "parcours:equipe_ajouter": ECRIRE,
    "parcours:equipe_membre": ECRIRE,
    "parcours:arreter_remplacement": ECRIRE,
    "parcours:evenement_ajouter": SELON_LE_DOSSIER,
    "parcours:evenement_modifier": SELON_LE_DOSSIER,
    "parcours:evenement_retirer": SELON_LE_DOSSIER,
    "parcours:evenement_retablir": SELON_LE_DOSSIER,
    "parcours:briser": SELON_LE_DOSSIER,
    "bris:liste": Droit("bris"),
    "bris:relire": Droit("bris", acces=Acces.ECRITURE),
}
