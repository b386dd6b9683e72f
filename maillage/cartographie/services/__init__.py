"""Writes of the maps: schools read from a file, studies asked and computed, sectors declared."""

from maillage.cartographie.services.etudes import DemandeEtude, calculer_etude, demander_etude, relancer_etude
from maillage.cartographie.services.secteurs import SecteurDeclare, declarer_secteur, fermer_secteur, rouvrir_secteur
from maillage.cartographie.services.temps import fournisseur, fournisseurs_offerts

__all__ = [
    "DemandeEtude",
    "SecteurDeclare",
    "calculer_etude",
    "declarer_secteur",
    "demander_etude",
    "fermer_secteur",
    "fournisseur",
    "fournisseurs_offerts",
    "relancer_etude",
    "rouvrir_secteur",
]
