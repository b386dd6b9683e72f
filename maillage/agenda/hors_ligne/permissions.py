"""Rights of the addresses of the offline day sheet."""

from __future__ import annotations

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE = Droit("agenda")
DROITS_HORS_LIGNE: dict[str, Droit] = {
    "agenda:hors_ligne": LIRE,
    "agenda:hors_ligne_jour": LIRE,
    "agenda:hors_ligne_manifeste": LIRE,
    "agenda:hors_ligne_service": LIRE,
    "agenda:hors_ligne_marques": Droit("agenda", acces=Acces.ECRITURE),
}
