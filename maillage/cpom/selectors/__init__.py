"""Reads of the CPOM, limited by what the acting person may see."""

from maillage.cpom.selectors.fiches import (
    ETATS,
    TRIS,
    FiltresFiches,
    contrats_du_dispositif,
    departements_des_fiches,
    fiches_visibles,
    lister_fiches,
)
from maillage.cpom.selectors.indicateurs import (
    AnneeIndicateur,
    ValeurDePeriode,
    annee_de,
    annees_de,
    filtrer_signature,
    formule_de_l_annee,
    indicateurs_visibles,
    trimestres_transmis,
    valeurs_vivantes,
)
from maillage.cpom.selectors.resume import ResumeCpom, resumes_par_dispositif
from maillage.cpom.selectors.transmis import ComptesTransmis, comptes_transmis, comptes_vivants

__all__ = [
    "ETATS",
    "TRIS",
    "AnneeIndicateur",
    "ComptesTransmis",
    "FiltresFiches",
    "ResumeCpom",
    "ValeurDePeriode",
    "annee_de",
    "annees_de",
    "comptes_transmis",
    "comptes_vivants",
    "contrats_du_dispositif",
    "departements_des_fiches",
    "fiches_visibles",
    "filtrer_signature",
    "formule_de_l_annee",
    "indicateurs_visibles",
    "lister_fiches",
    "resumes_par_dispositif",
    "trimestres_transmis",
    "valeurs_vivantes",
]
