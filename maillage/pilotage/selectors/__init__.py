"""Reads of pilotage: returns received, what a restitution is made of, register of releases."""

from maillage.pilotage.selectors.contributeurs import Contributeur, contributeurs
from maillage.pilotage.selectors.publications import (
    publication_par_numero,
    publications,
    tableau_garde,
    tableaux_gardes,
)
from maillage.pilotage.selectors.retours_recus import (
    ETATS,
    TRIS,
    Couverture,
    FiltresRetours,
    RetourRecu,
    RetourTransmis,
    couverture,
    filtrer_retours,
    retour_transmis,
    retours_recus,
)
from maillage.pilotage.selectors.revisions import Revision
from maillage.pilotage.selectors.sources import Choix, Sources, lire_sources, lire_toutes_les_sources

__all__ = [
    "ETATS",
    "TRIS",
    "Choix",
    "Contributeur",
    "Couverture",
    "FiltresRetours",
    "RetourRecu",
    "RetourTransmis",
    "Revision",
    "Sources",
    "contributeurs",
    "couverture",
    "filtrer_retours",
    "lire_sources",
    "lire_toutes_les_sources",
    "publication_par_numero",
    "publications",
    "retour_transmis",
    "retours_recus",
    "tableau_garde",
    "tableaux_gardes",
]
