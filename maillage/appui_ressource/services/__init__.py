"""Writes of appui-ressource: one function per business act, atomic and journaled."""

from maillage.appui_ressource.services.actions import enregistrer_action, rendre_compte, retirer_action
from maillage.appui_ressource.services.depot import deposer_demande
from maillage.appui_ressource.services.ecriture import DEMANDEUR
from maillage.appui_ressource.services.entretien import (
    Entretien,
    entretenir,
    oublier_demandes,
    rappeler_echeances,
    relancer_evaluations,
)
from maillage.appui_ressource.services.evaluations import demander_evaluations, rendre_evaluation
from maillage.appui_ressource.services.fil import (
    clore_demande,
    ecrire_comme_demandeur,
    prendre_demande,
    qualifier_demande,
    refuser_demande,
    repondre_demande,
    rouvrir_demande,
    transmettre_demande,
)

__all__ = [
    "DEMANDEUR",
    "Entretien",
    "clore_demande",
    "demander_evaluations",
    "deposer_demande",
    "ecrire_comme_demandeur",
    "enregistrer_action",
    "entretenir",
    "oublier_demandes",
    "prendre_demande",
    "qualifier_demande",
    "rappeler_echeances",
    "refuser_demande",
    "relancer_evaluations",
    "rendre_compte",
    "rendre_evaluation",
    "repondre_demande",
    "retirer_action",
    "rouvrir_demande",
    "transmettre_demande",
]
