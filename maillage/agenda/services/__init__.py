"""Writes of the ledger, by noun: one function per business act, atomic, journaled, undoable by the token it returns."""

from maillage.agenda.selectors.agendas import Groupe
from maillage.agenda.services.absences import (
    Traitement,
    declarer_absence,
    modifier_absence,
    rouvrir_absence,
    supprimer_absence,
    traiter_absence,
    traiter_presence,
)
from maillage.agenda.services.annulation import defaire
from maillage.agenda.services.confirmation import (
    JourneeConfirmee,
    confirmer_evenement,
    confirmer_journee,
    noter_presence,
)
from maillage.agenda.services.contacts import SaisieContact, ajouter_contact, modifier_contact, retirer_contact
from maillage.agenda.services.copie import copier_periode
from maillage.agenda.services.ecriture import Resultat
from maillage.agenda.services.evenements import (
    annuler_evenement,
    changer_modalite_evenement,
    creer_evenement,
    modifier_evenement,
    retablir_evenement,
)
from maillage.agenda.services.groupes import SaisieGroupe, creer_groupe, faire_entrer, faire_sortir, modifier_groupe
from maillage.agenda.services.planning import MOTIFS_FERMETURE, dupliquer_semaine, fermer_journee, regrouper
from maillage.agenda.services.reglages import creer_reglage, modifier_reglage, retirer_reglage
from maillage.agenda.services.ressources import (
    SaisieRessource,
    creer_ressource,
    declarer_indisponibilite,
    modifier_ressource,
    retirer_ressource,
    supprimer_indisponibilite,
)
from maillage.agenda.services.series import (
    PorteeSerie,
    annuler_serie,
    cloturer_serie,
    creer_serie,
    exception_de_serie,
    modifier_serie,
    prolonger_serie,
)

__all__ = [
    "MOTIFS_FERMETURE",
    "Groupe",
    "JourneeConfirmee",
    "PorteeSerie",
    "Resultat",
    "SaisieContact",
    "SaisieGroupe",
    "SaisieRessource",
    "Traitement",
    "ajouter_contact",
    "annuler_evenement",
    "annuler_serie",
    "changer_modalite_evenement",
    "cloturer_serie",
    "confirmer_evenement",
    "confirmer_journee",
    "copier_periode",
    "creer_evenement",
    "creer_groupe",
    "creer_reglage",
    "creer_ressource",
    "creer_serie",
    "declarer_absence",
    "declarer_indisponibilite",
    "defaire",
    "dupliquer_semaine",
    "exception_de_serie",
    "faire_entrer",
    "faire_sortir",
    "fermer_journee",
    "modifier_absence",
    "modifier_contact",
    "modifier_evenement",
    "modifier_groupe",
    "modifier_reglage",
    "modifier_ressource",
    "modifier_serie",
    "noter_presence",
    "prolonger_serie",
    "regrouper",
    "retablir_evenement",
    "retirer_contact",
    "retirer_reglage",
    "retirer_ressource",
    "rouvrir_absence",
    "supprimer_absence",
    "supprimer_indisponibilite",
    "traiter_absence",
    "traiter_presence",
]
