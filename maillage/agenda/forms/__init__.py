"""Forms of the ledger, by noun."""

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
    lire_exceptions,
)

__all__ = [
    "AbsenceForm",
    "ClotureForm",
    "DupliquerForm",
    "EvenementForm",
    "FermerForm",
    "FiltresAbsencesForm",
    "FiltresAgendaForm",
    "FiltresListeForm",
    "ModaliteForm",
    "PresenceForm",
    "lire_exceptions",
    "lire_jour",
    "lire_semaine_du_mot",
]
