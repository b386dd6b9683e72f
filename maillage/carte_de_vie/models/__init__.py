"""What is kept of a carte de vie: what is open as rows, what is secret as one encrypted box."""

from maillage.carte_de_vie.models.lieu import LieuDeVie, TrajetDeVie
from maillage.carte_de_vie.models.partage import RemiseExtrait
from maillage.carte_de_vie.models.reglage import ReglageRessentis
from maillage.carte_de_vie.models.secret import CoffreSecret

__all__ = ["CoffreSecret", "LieuDeVie", "ReglageRessentis", "RemiseExtrait", "TrajetDeVie"]
