"""Reads of the fiches de liaison, limited by what the acting person may see."""

from maillage.liaison.selectors.compte import fiches_des_periodes, fiches_pour_le_compte
from maillage.liaison.selectors.consentements import accords_du_jeune, matrice_du_jeune
from maillage.liaison.selectors.extraits import Apercu, apercu, appeles
from maillage.liaison.selectors.fiche import FicheLue, fiche_visible, lire_fiche
from maillage.liaison.selectors.liste import (
    GROUPES,
    FiltresFiches,
    LigneFiche,
    compter_par_groupe,
    fiches_visibles,
    lignes_fiches,
    lister_fiches,
)
from maillage.liaison.selectors.rejeu import Replay, rejouer

__all__ = [
    "GROUPES",
    "Apercu",
    "FicheLue",
    "FiltresFiches",
    "LigneFiche",
    "Replay",
    "accords_du_jeune",
    "apercu",
    "appeles",
    "compter_par_groupe",
    "fiche_visible",
    "fiches_des_periodes",
    "fiches_pour_le_compte",
    "fiches_visibles",
    "lignes_fiches",
    "lire_fiche",
    "lister_fiches",
    "matrice_du_jeune",
    "rejouer",
]
