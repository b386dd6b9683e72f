"""Rights of the addresses of the activity.

Reading a figure down to its occurrences shows young people: section « activite ». A return and what is exported of it as aggregates: section
"""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

ACTIVITE = Droit("activite")
REGLER = Droit("activite", acces_ecriture=Acces.LECTURE)

DROITS_URLS: dict[str, Droit] = {
    "activite:qualite": ACTIVITE,
    "activite:regler": REGLER,
    "activite:ecarter": ACTIVITE,
    "activite:reprendre_alerte": ACTIVITE,
}
