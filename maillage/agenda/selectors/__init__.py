"""Reads of the ledger, by noun, limited by what the acting person may see; the facts for the count (`…_pour_le_compte`) are for the engine."""

from maillage.agenda.selectors.agendas import TOUS, Agenda, Groupe, agenda_nomme, agendas_proposes
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
from maillage.agenda.selectors.evenement import EvenementDetaille, lire_evenement
from maillage.agenda.selectors.listes import FiltresListe, absences_visibles, lister_evenements, series_visibles
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
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
    "COLONNES_ABSENCE",
    "COLONNES_EVENEMENT",
    "COLONNES_EVENEMENT_JEUNE",
    "COLONNES_EVENEMENT_PRO",
    "TOUS",
    "Agenda",
    "CarteEvenement",
    "EvenementDetaille",
    "Filtres",
    "FiltresListe",
    "Groupe",
    "Inscrit",
    "Intervenant",
    "JourAConfirmer",
    "JourDeSemaine",
    "ResumeEvenement",
    "SemaineLue",
    "absences_pour_le_compte",
    "absences_visibles",
    "agenda_nomme",
    "agendas_proposes",
    "cartes",
    "evenements_a_confirmer",
    "evenements_pour_le_compte",
    "evenements_visibles",
    "jeunes_a_inscrire",
    "jours_a_confirmer",
    "lire_evenement",
    "lire_journee",
    "lire_semaine",
    "lister_evenements",
    "participations_jeunes_pour_le_compte",
    "participations_pros_pour_le_compte",
    "pros_a_inscrire",
    "resumes_par_identifiant",
    "series_visibles",
]
