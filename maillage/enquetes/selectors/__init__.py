"""What others read of surveys."""

from maillage.enquetes.selectors.enquetes import FiltresEnquetes, enquete_par_identifiant, lister_enquetes, version_de
from maillage.enquetes.selectors.vagues import (
    Participation,
    participation,
    vague_par_identifiant,
    vagues_lisibles,
    vagues_visibles,
    versions_repondues,
)

__all__ = [
    "FiltresEnquetes",
    "Participation",
    "enquete_par_identifiant",
    "lister_enquetes",
    "participation",
    "vague_par_identifiant",
    "vagues_lisibles",
    "vagues_visibles",
    "version_de",
    "versions_repondues",
]
