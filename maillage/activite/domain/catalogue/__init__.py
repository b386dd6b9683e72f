"""The rules and the measures of the count, in plain French, for every page that explains a figure."""

from maillage.activite.domain.catalogue.familles import MESURES
from maillage.activite.domain.catalogue.mesures import Mesure, Nature, mesure_de, modele_de
from maillage.activite.domain.catalogue.regles import REGLES, Regle

__all__ = ["MESURES", "REGLES", "Mesure", "Nature", "Regle", "mesure_de", "modele_de"]
