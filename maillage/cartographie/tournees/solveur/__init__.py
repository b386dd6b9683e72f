"""Search and proof of the rounds: every allowed round when they can be listed, else PyVRP in turns with ruin and recreate."""

from maillage.cartographie.tournees.solveur.resolution import resoudre

__all__ = ["resoudre"]
