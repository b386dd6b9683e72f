"""Writings of the carte de vie: places, feelings, who sees, journeys, extracts handed, feelings of the dispositif."""

from maillage.carte_de_vie.services.depot import LieuInconnu
from maillage.carte_de_vie.services.extraits import remettre_extrait
from maillage.carte_de_vie.services.lieux import (
    SaisieLieu,
    ajouter_lieu,
    corriger_lieu,
    dessiner_lieu,
    dire_ressenti,
    effacer_lieu,
    placer_lieu,
    quitter_lieu,
    retrouver_lieu,
    situer_lieu,
)
from maillage.carte_de_vie.services.partage import garder_secret, partager_lieu
from maillage.carte_de_vie.services.ressentis import proposer_ressentis, revenir_aux_ressentis
from maillage.carte_de_vie.services.trajets import (
    SaisieTrajet,
    ajouter_trajet,
    effacer_trajet,
    finir_trajet,
    reprendre_trajet,
)

__all__ = [
    "LieuInconnu",
    "SaisieLieu",
    "SaisieTrajet",
    "ajouter_lieu",
    "ajouter_trajet",
    "corriger_lieu",
    "dessiner_lieu",
    "dire_ressenti",
    "effacer_lieu",
    "effacer_trajet",
    "finir_trajet",
    "garder_secret",
    "partager_lieu",
    "placer_lieu",
    "proposer_ressentis",
    "quitter_lieu",
    "remettre_extrait",
    "reprendre_trajet",
    "retrouver_lieu",
    "revenir_aux_ressentis",
    "situer_lieu",
]
