"""Writes of conventions: one function per business act, atomic and journaled."""

from maillage.conventions.services.accords import denoncer_accord, ecrire_accord, effacer_accord
from maillage.conventions.services.cadre import (
    ajouter_avenant,
    ajouter_signataire,
    annuler_depart,
    denoncer_convention,
    ecrire_clauses,
    effacer_projet,
    exiger_texte,
    modifier_convention,
    preparer_convention,
    retirer_signataire,
    signer_convention,
)
from maillage.conventions.services.feuille import (
    ecrire_action,
    effacer_action,
    planifier_deploiement,
    repondre_question,
)
from maillage.conventions.services.instances import (
    annuler_seance,
    convoquer,
    decider,
    ecrire_compte_rendu,
    emarger,
    modifier_seance,
    pourvoir_sieges,
    prevoir_seance,
    suivre_decision,
)
from maillage.conventions.services.textes import joindre_texte

__all__ = [
    "ajouter_avenant",
    "ajouter_signataire",
    "annuler_depart",
    "annuler_seance",
    "convoquer",
    "decider",
    "denoncer_accord",
    "denoncer_convention",
    "ecrire_accord",
    "ecrire_action",
    "ecrire_clauses",
    "ecrire_compte_rendu",
    "effacer_accord",
    "effacer_action",
    "effacer_projet",
    "emarger",
    "exiger_texte",
    "joindre_texte",
    "modifier_convention",
    "modifier_seance",
    "planifier_deploiement",
    "pourvoir_sieges",
    "preparer_convention",
    "prevoir_seance",
    "repondre_question",
    "retirer_signataire",
    "signer_convention",
    "suivre_decision",
]
