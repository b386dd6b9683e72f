"""Rights of the addresses of this context."""

from maillage.agenda.imports.permissions import DROITS_IMPORTS
from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE_OU_ECRIRE = Droit("agenda")
ECRIRE = Droit("agenda", acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    **DROITS_IMPORTS,
    **{
        f"agenda:{nom}": LIRE_OU_ECRIRE
        for nom in (
            "aujourd_hui",
            "semaine",
            "semaine_jeune",
            "liste",
            "exporter",
            "evenement",
            "absences",
            "series",
            "serie",
        )
    },
    **{
        f"agenda:{nom}": ECRIRE
        for nom in (
            "confirmer_journee",
            "fermer_journee",
            "dupliquer_semaine",
            "evenement_creer",
            "evenement_modifier",
            "evenement_confirmer",
            "evenement_annuler",
            "evenement_retablir",
            "evenement_presence",
            "evenement_modalite",
            "evenement_regrouper",
            "absence_declarer",
            "absence_modifier",
            "absence_supprimer",
            "defaire",
        )
    },
}
