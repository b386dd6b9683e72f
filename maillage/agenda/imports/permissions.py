"""Rights of the addresses of imports."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

ECRIRE = Droit("imports", acces=Acces.ECRITURE)
LIRE = Droit("imports")

DROITS_IMPORTS: dict[str, Droit] = {
    "agenda:imports": LIRE,
    "agenda:apercu": LIRE,
    "agenda:avancement_lot": LIRE,
    "agenda:erreurs_lot": LIRE,
    "agenda:fichier_lot": LIRE,
    "agenda:modele_import": LIRE,
    "agenda:importer": ECRIRE,
    "agenda:correspondance": ECRIRE,
    "agenda:appliquer": ECRIRE,
    "agenda:annuler_lot": ECRIRE,
}
