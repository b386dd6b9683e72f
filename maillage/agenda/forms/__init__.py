"""Forms of the ledger, by noun."""

from maillage.agenda.forms.absences import ContactForm, TraitementForm
from maillage.agenda.forms.copie import CopiePeriodeForm
from maillage.agenda.forms.evenement import EvenementForm
from maillage.agenda.forms.filtres import (
    FiltresAbsencesForm,
    FiltresAgendaForm,
    FiltresListeForm,
    lire_jour,
    lire_semaine_du_mot,
)
from maillage.agenda.forms.gestes import (
    AbsenceForm,
    ClotureForm,
    DupliquerForm,
    FermerForm,
    ModaliteForm,
    PresenceForm,
    ProlongementForm,
    lire_exceptions,
)
from maillage.agenda.forms.groupes import EntreeForm, GroupeForm, SortieForm
from maillage.agenda.forms.reglages import FORMULAIRES
from maillage.agenda.forms.ressources import FiltresRessourcesForm, IndisponibiliteForm, RessourceForm

__all__ = [
    "FORMULAIRES",
    "AbsenceForm",
    "ClotureForm",
    "ContactForm",
    "CopiePeriodeForm",
    "DupliquerForm",
    "EntreeForm",
    "EvenementForm",
    "FermerForm",
    "FiltresAbsencesForm",
    "FiltresAgendaForm",
    "FiltresListeForm",
    "FiltresRessourcesForm",
    "GroupeForm",
    "IndisponibiliteForm",
    "ModaliteForm",
    "PresenceForm",
    "ProlongementForm",
    "RessourceForm",
    "SortieForm",
    "TraitementForm",
    "lire_exceptions",
    "lire_jour",
    "lire_semaine_du_mot",
]
