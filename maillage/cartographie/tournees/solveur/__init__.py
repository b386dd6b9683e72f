"""Search and proof of the rounds: every allowed round when they can be listed, ruin and recreate otherwise."""

from maillage.cartographie.tournees.solveur.resolution import resoudre

__all__ = ["resoudre"]
