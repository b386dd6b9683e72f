"""Rights of the addresses of this context."""

from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {
    "territoire:communes": Droit("territoire"),
    "territoire:communes_export": Droit("territoire"),
    "territoire:carte": Droit("territoire"),
    "territoire:carte_donnees": Droit("territoire"),
}
