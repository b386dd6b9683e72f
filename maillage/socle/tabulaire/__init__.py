"""Exact reader of the house's CSV format (UTF-8, comma, strict quoting, one record per line).

`lire_csv(chemin, specification) -> (lignes, problemes)` reads a small file at once; `LecteurCsv` streams a large one.
A `Specification` says the columns as data; a `Probleme` prints as `FICHIER:LIGNE:COLONNE: motif`.
"""

from maillage.socle.tabulaire.lecture import LecteurCsv, Ligne, lire_csv
from maillage.socle.tabulaire.probleme import Probleme
from maillage.socle.tabulaire.specification import Colonne, Specification
from maillage.socle.tabulaire.types import (
    BOOLEEN,
    COMMUNE,
    DATE,
    DATE_HEURE,
    DECIMAL,
    ENTIER,
    IDENTIFIANT,
    LISTE,
    TEXTE,
    TypeColonne,
    choix,
)

__all__ = [
    "BOOLEEN",
    "COMMUNE",
    "DATE",
    "DATE_HEURE",
    "DECIMAL",
    "ENTIER",
    "IDENTIFIANT",
    "LISTE",
    "TEXTE",
    "Colonne",
    "LecteurCsv",
    "Ligne",
    "Probleme",
    "Specification",
    "TypeColonne",
    "choix",
    "lire_csv",
]
