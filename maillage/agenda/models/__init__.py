"""Models of the ledger, by noun; private to this context."""

from maillage.agenda.models.absence import Absence
from maillage.agenda.models.acte import ActeAnnulable
from maillage.agenda.models.evenement import Evenement, ParticipationJeune, ParticipationPro, Serie
from maillage.agenda.models.lot import (
    Correspondance,
    EffetLot,
    EtatLot,
    IssueLigne,
    LigneLot,
    LotImport,
    OccurrenceImportee,
)

__all__ = [
    "Absence",
    "ActeAnnulable",
    "Correspondance",
    "EffetLot",
    "EtatLot",
    "Evenement",
    "IssueLigne",
    "LigneLot",
    "LotImport",
    "OccurrenceImportee",
    "ParticipationJeune",
    "ParticipationPro",
    "Serie",
]
