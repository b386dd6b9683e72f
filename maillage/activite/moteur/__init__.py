"""The counting engine: DuckDB SQL, one file per rule, over tables held in memory or read from files.

resultat = compter(tables, jeu, periode)     # tables: pyarrow, by name, as section 2.2 of the contract
resultat.dispositif("D1")["mesures"]         # one dispositif, as a dict
resultat.json()                              # the whole file of section 6, as text
expliquer(tables, jeu, periode, ...)         # see `maillage.activite.explications`
"""

from maillage.activite.moteur.comptage import Comptage, compter

__all__ = ["Comptage", "compter"]
