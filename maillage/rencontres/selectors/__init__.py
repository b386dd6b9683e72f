"""Reads of meetings: the public face of this context for the floors above."""

from maillage.rencontres.selectors.bilan import chiffres
from maillage.rencontres.selectors.inscriptions import (
    FiltresInscriptions,
    Remplissage,
    inscription_par_identifiant,
    inscriptions_visibles,
    lister_inscriptions,
    remplissages,
)
from maillage.rencontres.selectors.rencontres import (
    FiltresRencontres,
    lister_rencontres,
    rencontre_par_identifiant,
    rencontres_visibles,
    seance_par_identifiant,
    seances_de,
)

__all__ = [
    "FiltresInscriptions",
    "FiltresRencontres",
    "Remplissage",
    "chiffres",
    "inscription_par_identifiant",
    "inscriptions_visibles",
    "lister_inscriptions",
    "lister_rencontres",
    "remplissages",
    "rencontre_par_identifiant",
    "rencontres_visibles",
    "seance_par_identifiant",
    "seances_de",
]
