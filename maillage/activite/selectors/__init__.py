"""Reads of the activity, by noun."""

from maillage.activite.selectors.periodes import periode_choisie, periodes_proposees
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
    "Ecart",
    "ecart_avec_les_faits",
    "ecarts_entre",
    "periode_choisie",
    "periodes_proposees",
    "resultat_fige",
    "retour_du_dispositif",
    "retours_du_dispositif",
    "retours_transmis",
]
