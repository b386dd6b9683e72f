"""Reads of the activity, by noun."""

from maillage.activite.selectors.alertes import AlerteATraiter, ListeAlertes, alertes_a_traiter
from maillage.activite.selectors.grille import TRIS, CaseGrille, FiltresGrille, LigneGrille, lire_grille
from maillage.activite.selectors.periodes import periode_choisie, periode_du_retour, periodes_proposees
from maillage.activite.selectors.retours import (
    Ecart,
    ecart_avec_les_faits,
    ecarts_entre,
    resultat_fige,
    retour_du_dispositif,
    retours_du_dispositif,
    retours_transmis,
)

__all__ = [
    "TRIS",
    "AlerteATraiter",
    "CaseGrille",
    "Ecart",
    "FiltresGrille",
    "LigneGrille",
    "ListeAlertes",
    "alertes_a_traiter",
    "ecart_avec_les_faits",
    "ecarts_entre",
    "lire_grille",
    "periode_choisie",
    "periode_du_retour",
    "periodes_proposees",
    "resultat_fige",
    "retour_du_dispositif",
    "retours_du_dispositif",
    "retours_transmis",
]
