"""Reads of the offer: the public face of this context for the floors above."""

from maillage.structures.selectors.compte import (
    COLONNES_DISPOSITIF,
    COLONNES_OUVERTURE,
    COLONNES_PLACES,
    COLONNES_TERRITOIRE,
    dispositif_pour_le_compte,
    ouvertures_pour_le_compte,
    places_pour_le_compte,
    territoire_pour_le_compte,
)
from maillage.structures.selectors.dispositifs import (
    affectations_du_dispositif,
    dispositif_par_code,
    dispositifs_de_l_organisme,
    dispositifs_par_departement,
    dispositifs_visibles,
    etablissements_du_dispositif,
    partenaires_du_dispositif,
    places_du_dispositif,
    professionnel_par_identifiant,
    professionnels_du_dispositif,
    unites_du_dispositif,
)
from maillage.structures.selectors.etablissements import (
    FiltresEtablissements,
    departements_des_etablissements,
    etablissement_detaille,
    etablissements,
    lots_finess,
    positions_a_revoir,
)
from maillage.structures.selectors.ouverture import (
    calendrier_ouverture,
    est_ouvert,
    periodes_exceptionnelles,
)

__all__ = [
    "COLONNES_DISPOSITIF",
    "COLONNES_OUVERTURE",
    "COLONNES_PLACES",
    "COLONNES_TERRITOIRE",
    "FiltresEtablissements",
    "affectations_du_dispositif",
    "calendrier_ouverture",
    "departements_des_etablissements",
    "dispositif_par_code",
    "dispositif_pour_le_compte",
    "dispositifs_de_l_organisme",
    "dispositifs_par_departement",
    "dispositifs_visibles",
    "est_ouvert",
    "etablissement_detaille",
    "etablissements",
    "etablissements_du_dispositif",
    "lots_finess",
    "ouvertures_pour_le_compte",
    "partenaires_du_dispositif",
    "periodes_exceptionnelles",
    "places_du_dispositif",
    "places_pour_le_compte",
    "positions_a_revoir",
    "professionnel_par_identifiant",
    "professionnels_du_dispositif",
    "territoire_pour_le_compte",
    "unites_du_dispositif",
]
