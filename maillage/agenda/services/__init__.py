"""Writes of the ledger, by noun: one function per business act, atomic, journaled, undoable by the token it returns."""

from maillage.agenda.selectors.agendas import Groupe
from maillage.agenda.services.absences import declarer_absence, modifier_absence, supprimer_absence
from maillage.agenda.services.annulation import defaire
from maillage.agenda.services.confirmation import (
    JourneeConfirmee,
    confirmer_evenement,
    confirmer_journee,
    noter_presence,
)
from maillage.agenda.services.ecriture import Resultat
from maillage.agenda.services.evenements import (
    annuler_evenement,
    changer_modalite_evenement,
    creer_evenement,
    modifier_evenement,
    retablir_evenement,
)
from maillage.agenda.services.planning import MOTIFS_FERMETURE, dupliquer_semaine, fermer_journee, regrouper
from maillage.agenda.services.series import (
    PorteeSerie,
    cloturer_serie,
    creer_serie,
    exception_de_serie,
    modifier_serie,
)

__all__ = [
    "MOTIFS_FERMETURE",
    "Groupe",
    "JourneeConfirmee",
    "PorteeSerie",
    "Resultat",
    "annuler_evenement",
    "changer_modalite_evenement",
    "cloturer_serie",
    "confirmer_evenement",
    "confirmer_journee",
    "creer_evenement",
    "creer_serie",
    "declarer_absence",
    "defaire",
    "dupliquer_semaine",
    "exception_de_serie",
    "fermer_journee",
    "modifier_absence",
    "modifier_evenement",
    "modifier_serie",
    "noter_presence",
    "regrouper",
    "retablir_evenement",
    "supprimer_absence",
]
