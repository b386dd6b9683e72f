"""Rights of the addresses of the activity.

Reading a figure down to its occurrences shows young people: section « activite ». A return and what is exported of it as aggregates: section
« retours »; its frozen rows and facts name pseudonyms and stay with « activite ».
"""

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

ACTIVITE = Droit("activite")
RETOURS = Droit("retours")
REGLER = Droit("activite", acces_ecriture=Acces.LECTURE)

DROITS_URLS: dict[str, Droit] = {
    "activite:grille": ACTIVITE,
    "activite:exporter_grille": ACTIVITE,
    "activite:explication": ACTIVITE,
    "activite:chiffres": ACTIVITE,
    "activite:comparaison": ACTIVITE,
    "activite:hypotheses": ACTIVITE,
    "activite:qualite": ACTIVITE,
    "activite:regler": REGLER,
    "activite:ecarter": ACTIVITE,
    "activite:reprendre_alerte": ACTIVITE,
    "activite:retours": RETOURS,
    "activite:ouvrir_retour": RETOURS,
    "activite:retour": RETOURS,
    "activite:regle": RETOURS,
    "activite:changer_etat_retour": RETOURS,
    "activite:commenter_retour": RETOURS,
    "activite:differences_retour": RETOURS,
    "activite:retour_pdf": RETOURS,
    "activite:retour_xlsx": RETOURS,
    "activite:retour_json": ACTIVITE,
    "activite:retour_faits": ACTIVITE,
}
