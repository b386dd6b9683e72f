"""Rights of the addresses of this context."""

from maillage.agenda.hors_ligne.permissions import DROITS_HORS_LIGNE
from maillage.agenda.imports.permissions import DROITS_IMPORTS
from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE_OU_ECRIRE = Droit("agenda")
ECRIRE = Droit("agenda", acces=Acces.ECRITURE)
LIRE_LES_REGLAGES = Droit("agenda_reglages")
REGLER = Droit("agenda_reglages", acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    **DROITS_IMPORTS,
    **DROITS_HORS_LIGNE,
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
            "absences_export",
            "contacts",
            "series",
            "serie",
            "ressources",
            "ressources_export",
            "ressource",
            "groupes",
            "groupe",
            "groupe_export",
        )
    },
    **{
        f"agenda:{nom}": ECRIRE
        for nom in (
            "confirmer_journee",
            "fermer_journee",
            "dupliquer_semaine",
            "copier_periode",
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
            "ressource_rendre",
            "serie_prolonger",
            "absence_traiter",
            "absence_rouvrir",
            "presence_traiter",
            "contact_modifier",
            "contact_retirer",
            "groupe_creer",
            "groupe_modifier",
            "groupe_entrer",
            "groupe_sortir",
        )
    },
    **{
        f"agenda:{nom}": REGLER
        for nom in (
            "ressource_creer",
            "ressource_modifier",
            "ressource_retirer",
            "reglage_creer",
            "reglage_modifier",
            "reglage_retirer",
        )
    },
    **{f"agenda:{nom}": LIRE_LES_REGLAGES for nom in ("reglages", "reglages_nature", "reglages_export")},
}
