"""Reading FINESS, old CSV and new JSON v1.0.0, into establishments with a dated history.

`importer_finess` is the only entry point; the record it works on is `maillage.structures.domain.finess.FicheFiness`.
"""

from maillage.structures.finess.compte_rendu import CompteRendu, LigneRapport
from maillage.structures.finess.formats import FormatInconnu
from maillage.structures.finess.importation import importer_finess

__all__ = ["CompteRendu", "FormatInconnu", "LigneRapport", "importer_finess"]
