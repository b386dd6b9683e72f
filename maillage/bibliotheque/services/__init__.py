"""Writes of the library: one function per business act, atomic and journaled."""

from maillage.bibliotheque.services.emplois import compter_lecture, declarer_emploi, retirer_emploi
from maillage.bibliotheque.services.faq import charger_faq, modifier_question, proposer_question, repondre
from maillage.bibliotheque.services.fiches import creer_fiche, effacer_brouillon, modifier_fiche
from maillage.bibliotheque.services.relecture import (
    archiver,
    confirmer,
    desarchiver,
    envoyer_en_relecture,
    publier,
    rendre,
    reprendre,
    signaler_a_revoir,
    verifier_lien,
)
from maillage.bibliotheque.services.reprise import annuler_lot, deposer_lot, importer_lot, publier_lot

__all__ = [
    "annuler_lot",
    "archiver",
    "charger_faq",
    "compter_lecture",
    "confirmer",
    "creer_fiche",
    "declarer_emploi",
    "deposer_lot",
    "desarchiver",
    "effacer_brouillon",
    "envoyer_en_relecture",
    "importer_lot",
    "modifier_fiche",
    "modifier_question",
    "proposer_question",
    "publier",
    "publier_lot",
    "rendre",
    "repondre",
    "reprendre",
    "retirer_emploi",
    "signaler_a_revoir",
    "verifier_lien",
]
