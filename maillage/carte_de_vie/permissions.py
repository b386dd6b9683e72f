"""Rights of the addresses of this context: « carte_de_vie » for the team, « espace » for the young person and the family."""

from __future__ import annotations

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LUES = ("carte", "pays", "comparer", "imprimer", "pdf", "lieu", "extrait", "extrait_pdf")
ECRITES = (
    "ajouter",
    "corriger",
    "ressenti",
    "dessiner",
    "placer",
    "ou",
    "situer",
    "quitter",
    "retrouver",
    "effacer",
    "partager",
    "secret",
    "trajet_ajouter",
    "trajet_finir",
    "trajet_reprendre",
    "trajet_effacer",
)
LIRE, ECRIRE = Droit("carte_de_vie"), Droit("carte_de_vie", acces=Acces.ECRITURE)
SIEN = Droit("espace")

DROITS_URLS: dict[str, Droit] = {
    "carte_de_vie:liste": LIRE,
    "carte_de_vie:exporter": LIRE,
    "carte_de_vie:resume": LIRE,
    "carte_de_vie:remettre": ECRIRE,
    "carte_de_vie:ressentis": Droit("ressentis"),
    "carte_de_vie:ressentis_revenir": Droit("ressentis", acces=Acces.ECRITURE),
    **{f"carte_de_vie:{nom}": LIRE for nom in LUES},
    **{f"carte_de_vie:{nom}": ECRIRE for nom in ECRITES},
    **{f"ma_carte:{nom}": SIEN for nom in (*LUES, *ECRITES)},
}
