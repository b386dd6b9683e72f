"""Writes of the activity, by noun."""

from maillage.activite.services.alertes import ecarter_alerte, reprendre_alerte
from maillage.activite.services.calcul import comptage_a_jour, compter_dispositif, resultat_a_jour
from maillage.activite.services.retours import (
    commenter_retour,
    ouvrir_retour,
    reprendre_retour,
    reviser_retour,
    transmettre_retour,
    valider_retour,
)

__all__ = [
    "commenter_retour",
    "comptage_a_jour",
    "compter_dispositif",
    "ecarter_alerte",
    "ouvrir_retour",
    "reprendre_alerte",
    "reprendre_retour",
    "resultat_a_jour",
    "reviser_retour",
    "transmettre_retour",
    "valider_retour",
]
