"""Reads of technical support."""

from maillage.soutien.selectors.demandes import (
    FiltresDemandes,
    choix_dispositifs,
    demande_par_identifiant,
    demandes_visibles,
    departements_des_dispositifs,
    lister_demandes,
    membres_de_la_mission,
)
from maillage.soutien.selectors.historique import (
    FiltresHistoriques,
    dispositif_visible,
    historique,
    historiques,
)
from maillage.soutien.selectors.suites import (
    FiltresSuites,
    actions_visibles,
    lister_recommandations,
    lister_situations,
    lister_visites,
    recommandations_visibles,
    situations_visibles,
    visites_visibles,
)

__all__ = [
    "FiltresDemandes",
    "FiltresHistoriques",
    "FiltresSuites",
    "actions_visibles",
    "choix_dispositifs",
    "demande_par_identifiant",
    "demandes_visibles",
    "departements_des_dispositifs",
    "dispositif_visible",
    "historique",
    "historiques",
    "lister_demandes",
    "lister_recommandations",
    "lister_situations",
    "lister_visites",
    "membres_de_la_mission",
    "recommandations_visibles",
    "situations_visibles",
    "visites_visibles",
]
