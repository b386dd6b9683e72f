"""Rights of the addresses of this context."""

from maillage.socle.droits import Droit

DROITS_URLS: dict[str, Droit] = {
    "parcours:jeunes": Droit("parcours"),
    "parcours:exporter": Droit("parcours"),
    "parcours:jeune": Droit("parcours"),
    "parcours:creer": Droit("identite"),
    "parcours:modifier": Droit("identite"),
    "parcours:acte": Droit("parcours"),
    "parcours:acte_objet": Droit("parcours"),
    "parcours:liste_attente": Droit("parcours"),
    "parcours:enregistrer_demande": Droit("parcours"),
    "parcours:acte_demande": Droit("parcours"),
}
