"""Writes of the fiche de liaison, by noun: one function per business act, atomic and journaled."""

from maillage.liaison.services.accord import observer, recueillir_reponse, retracter
from maillage.liaison.services.comptes import relier_compte
from maillage.liaison.services.consentement import (
    consentir_pour_la_famille,
    donner_consentement,
    retirer_consentement,
)
from maillage.liaison.services.effet import appliquer_au_parcours, clore_fiche, mettre_en_vigueur
from maillage.liaison.services.envoi import DemandeEnvoi, transmettre, transmettre_a_tous
from maillage.liaison.services.famille import (
    consentir_par_compte,
    observer_par_compte,
    repondre_par_compte,
    se_retirer_par_compte,
)
from maillage.liaison.services.partage import demander_code, fermer_lien, lire_avec_code, renouveler_lien
from maillage.liaison.services.preparation import (
    annuler_fiche,
    commencer_evaluation,
    modifier_fiche,
    preparer_fiche,
    proposer_fiche,
    reproposer_fiche,
)
from maillage.liaison.services.suites import classer_sans_suite, deposer_saisine, saisir_cdaph

__all__ = [
    "DemandeEnvoi",
    "annuler_fiche",
    "appliquer_au_parcours",
    "classer_sans_suite",
    "clore_fiche",
    "commencer_evaluation",
    "consentir_par_compte",
    "consentir_pour_la_famille",
    "demander_code",
    "deposer_saisine",
    "donner_consentement",
    "fermer_lien",
    "lire_avec_code",
    "mettre_en_vigueur",
    "modifier_fiche",
    "observer",
    "observer_par_compte",
    "preparer_fiche",
    "proposer_fiche",
    "recueillir_reponse",
    "relier_compte",
    "renouveler_lien",
    "repondre_par_compte",
    "reproposer_fiche",
    "retirer_consentement",
    "retracter",
    "saisir_cdaph",
    "se_retirer_par_compte",
    "transmettre",
    "transmettre_a_tous",
]
