"""Models of the ledger, by noun; private to this context."""

from maillage.agenda.models.absence import Absence, Justificatif
from maillage.agenda.models.acte import ActeAnnulable
from maillage.agenda.models.contact import ContactAppel
from maillage.agenda.models.evenement import Evenement, ParticipationJeune, ParticipationPro, Serie
from maillage.agenda.models.groupe import Appartenance, GroupeJeunes
from maillage.agenda.models.hors_ligne import MarqueRecue
from maillage.agenda.models.lot import (
    Correspondance,
    EffetLot,
    EtatLot,
    IssueLigne,
    LigneLot,
    LotImport,
    OccurrenceImportee,
)
from maillage.agenda.models.reglage import LieuHabituel, MotifLocal, TypeActivite
from maillage.agenda.models.ressource import (
    Indisponibilite,
    MotifIndisponibilite,
    NatureRessource,
    Reservation,
    Ressource,
)

__all__ = [
    "Absence",
    "ActeAnnulable",
    "Appartenance",
    "ContactAppel",
    "Correspondance",
    "EffetLot",
    "EtatLot",
    "Evenement",
    "GroupeJeunes",
    "Indisponibilite",
    "IssueLigne",
    "Justificatif",
    "LieuHabituel",
    "LigneLot",
    "LotImport",
    "MarqueRecue",
    "MotifIndisponibilite",
    "MotifLocal",
    "NatureRessource",
    "OccurrenceImportee",
    "ParticipationJeune",
    "ParticipationPro",
    "Reservation",
    "Ressource",
    "Serie",
    "TypeActivite",
]
