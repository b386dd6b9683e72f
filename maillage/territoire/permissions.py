"""Rights of the addresses of this context."""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

IMPORTER = Droit("territoire", Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "territoire:communes": Droit("territoire"),
    "territoire:communes_export": Droit("territoire"),
    "territoire:carte": Droit("territoire"),
    "territoire:carte_donnees": Droit("territoire"),
    "territoire:sources": Droit("territoire"),
    **{
        f"territoire:{nom}": IMPORTER
        for nom in (
            "imports",
            "imports_export",
            "importer",
            "import_modele",
            "import",
            "import_avancement",
            "import_appliquer",
            "import_abandonner",
            "import_rapport",
            "chercher_adresses",
        )
    },
}
