"""Reads of appui-ressource, limited by what the acting person may see; `actions_pour_le_compte` is for the engine."""

from maillage.appui_ressource.selectors.actions import FiltresActions, LigneAction, lignes_actions, lister_actions
from maillage.appui_ressource.selectors.compte import COLONNES_ACTION_AR, actions_pour_le_compte
from maillage.appui_ressource.selectors.delais import delai_du_dispositif, delais_des_departements
from maillage.appui_ressource.selectors.demandes import (
    DemandeLue,
    FiltresDemandes,
    comptes_par_urgence,
    demandes_visibles,
    lignes_demandes,
    lire_demande,
    lister_demandes,
)
from maillage.appui_ressource.selectors.liens import demande_du_lien
from maillage.appui_ressource.selectors.routage import dispositif_responsable

__all__ = [
    "COLONNES_ACTION_AR",
    "DemandeLue",
    "FiltresActions",
    "FiltresDemandes",
    "LigneAction",
    "actions_pour_le_compte",
    "comptes_par_urgence",
    "delai_du_dispositif",
    "delais_des_departements",
    "demande_du_lien",
    "demandes_visibles",
    "dispositif_responsable",
    "lignes_actions",
    "lignes_demandes",
    "lire_demande",
    "lister_actions",
    "lister_demandes",
]
