"""The warehouse without persons: a few flat tables for analysts, in Parquet, whose only columns are those of the dictionary.

Measures pass through the same sieve as the page of a transmitted return (`domain/retour_lisible.py`): what the authority may not read there is not
here.
"""

from maillage.pilotage.entrepot.ecriture import ecrire_entrepot
from maillage.pilotage.entrepot.tables import tables_de_l_entrepot

__all__ = ["ecrire_entrepot", "tables_de_l_entrepot"]
