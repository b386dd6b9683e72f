"""Reads of the carte de vie, each limited to what whoever looks may see."""

from maillage.carte_de_vie.selectors.acces import Porte, porte_de_l_equipe, porte_de_l_espace
from maillage.carte_de_vie.selectors.cartes import CarteVue, lire_carte

__all__ = ["CarteVue", "Porte", "lire_carte", "porte_de_l_equipe", "porte_de_l_espace"]
