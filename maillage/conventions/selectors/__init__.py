"""Reads of conventions: the public face of this context for the floors above."""

from maillage.conventions.selectors.cadres import (
    FiltresConventions,
    LigneDatee,
    accords_visibles,
    convention_par_identifiant,
    dater,
    effet,
    lister_accords,
    lister_conventions,
    texte_signe,
)
from maillage.conventions.selectors.departements import departements_connus, departements_visibles, nom_du_departement
from maillage.conventions.selectors.en_vigueur import ConventionEnVigueur, conventions_en_vigueur
from maillage.conventions.selectors.region import (
    FiltresRegion,
    LigneDepartement,
    etat_de_la_region,
    ligne_du_departement,
)

__all__ = [
    "ConventionEnVigueur",
    "FiltresConventions",
    "FiltresRegion",
    "LigneDatee",
    "LigneDepartement",
    "accords_visibles",
    "convention_par_identifiant",
    "conventions_en_vigueur",
    "dater",
    "departements_connus",
    "departements_visibles",
    "effet",
    "etat_de_la_region",
    "ligne_du_departement",
    "lister_accords",
    "lister_conventions",
    "nom_du_departement",
    "texte_signe",
]
