"""Reads of the ledger, by noun, limited by what the acting person may see; the facts for the count (`…_pour_le_compte`) are for the engine."""

from maillage.agenda.selectors.absences import (
    FiltresAbsences,
    LigneAbsence,
    compter_a_traiter,
    contacts_par_jeune,
    lignes_absences,
    lister_absences,
)
from maillage.agenda.selectors.agendas import TITRES_DES_NATURES, TOUS, Agenda, Groupe, agenda_nomme, agendas_proposes
from maillage.agenda.selectors.cartes import CarteEvenement, Inscrit, Intervenant, cartes, evenements_visibles
from maillage.agenda.selectors.compte import (
    COLONNES_ABSENCE,
    COLONNES_EVENEMENT,
    COLONNES_EVENEMENT_JEUNE,
    COLONNES_EVENEMENT_PRO,
    absences_pour_le_compte,
    evenements_pour_le_compte,
    participations_jeunes_pour_le_compte,
    participations_pros_pour_le_compte,
)
from maillage.agenda.selectors.copie import (
    ApercuCopie,
    DemandeCopie,
    apercu_de_copie,
    copies_annulables,
    periodes_proposees,
)
from maillage.agenda.selectors.echeances import echeances
from maillage.agenda.selectors.evenement import EvenementDetaille, lire_evenement
from maillage.agenda.selectors.groupes import groupes_visibles, lister_groupes, membres
from maillage.agenda.selectors.listes import FiltresListe, absences_visibles, lister_evenements, series_visibles
from maillage.agenda.selectors.motifs import lire_motif, motifs_proposes
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.agenda.selectors.positions import reperes
from maillage.agenda.selectors.reglages import (
    CODES,
    NATURES,
    TypeActiviteLu,
    reglages_a_choisir,
    reglages_visibles,
    types_activite,
    types_activite_par_cles,
)
from maillage.agenda.selectors.ressources import (
    FiltresRessources,
    indisponibilite_en_mots,
    lire_ressource,
    lister_ressources,
    places_en_mots,
    reservations_a_venir,
    ressources_libres,
    ressources_visibles,
)
from maillage.agenda.selectors.resumes import ResumeEvenement, resumes_par_identifiant
from maillage.agenda.selectors.semaine import (
    Filtres,
    JourAConfirmer,
    JourDeSemaine,
    SemaineLue,
    evenements_a_confirmer,
    jours_a_confirmer,
    lire_journee,
    lire_semaine,
)

__all__ = [
    "CODES",
    "COLONNES_ABSENCE",
    "COLONNES_EVENEMENT",
    "COLONNES_EVENEMENT_JEUNE",
    "COLONNES_EVENEMENT_PRO",
    "NATURES",
    "TITRES_DES_NATURES",
    "TOUS",
    "Agenda",
    "ApercuCopie",
    "CarteEvenement",
    "DemandeCopie",
    "EvenementDetaille",
    "Filtres",
    "FiltresAbsences",
    "FiltresListe",
    "FiltresRessources",
    "Groupe",
    "Inscrit",
    "Intervenant",
    "JourAConfirmer",
    "JourDeSemaine",
    "LigneAbsence",
    "ResumeEvenement",
    "SemaineLue",
    "TypeActiviteLu",
    "absences_pour_le_compte",
    "absences_visibles",
    "agenda_nomme",
    "agendas_proposes",
    "apercu_de_copie",
    "cartes",
    "compter_a_traiter",
    "contacts_par_jeune",
    "copies_annulables",
    "echeances",
    "evenements_a_confirmer",
    "evenements_pour_le_compte",
    "evenements_visibles",
    "groupes_visibles",
    "indisponibilite_en_mots",
    "jeunes_a_inscrire",
    "jours_a_confirmer",
    "lignes_absences",
    "lire_evenement",
    "lire_journee",
    "lire_motif",
    "lire_ressource",
    "lire_semaine",
    "lister_absences",
    "lister_evenements",
    "lister_groupes",
    "lister_ressources",
    "membres",
    "motifs_proposes",
    "participations_jeunes_pour_le_compte",
    "participations_pros_pour_le_compte",
    "periodes_proposees",
    "places_en_mots",
    "pros_a_inscrire",
    "reglages_a_choisir",
    "reglages_visibles",
    "reperes",
    "reservations_a_venir",
    "ressources_libres",
    "ressources_visibles",
    "resumes_par_identifiant",
    "series_visibles",
    "types_activite",
    "types_activite_par_cles",
]
