"""Reads of the space, each for one page; all start from the capacity that the account holds today."""

from maillage.portail.espace.selectors.espace import Espace, espace_du_compte, espaces_du_compte, reglage_du_dispositif
from maillage.portail.espace.selectors.lectures import Lecteur, LectureDite, lecteurs, lectures_du_dossier
from maillage.portail.espace.selectors.livret import Livret, livret_du_dispositif, versions_du_livret
from maillage.portail.espace.selectors.objets import ObjetSignale, objet_signale
from maillage.portail.espace.selectors.rectifications import (
    FiltresRectifications,
    compter_par_etat,
    lister_rectifications,
    rectification_visible,
    rectifications_du_compte,
)

__all__ = [
    "Espace",
    "FiltresRectifications",
    "Lecteur",
    "LectureDite",
    "Livret",
    "ObjetSignale",
    "compter_par_etat",
    "espace_du_compte",
    "espaces_du_compte",
    "lecteurs",
    "lectures_du_dossier",
    "lister_rectifications",
    "livret_du_dispositif",
    "objet_signale",
    "rectification_visible",
    "rectifications_du_compte",
    "reglage_du_dispositif",
    "versions_du_livret",
]
