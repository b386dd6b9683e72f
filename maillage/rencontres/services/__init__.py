"""Writes of meetings: one function per business act, atomic and journaled."""

from maillage.rencontres.services.contenu import (
    ajouter_atelier,
    ajouter_intervenant,
    ajouter_support,
    ecrire_notes,
    grouper_attentes,
    noter_point,
    retirer_ligne,
)
from maillage.rencontres.services.doublons import ecarter_doublon, fusionner
from maillage.rencontres.services.entretien import EntretienRencontres, entretenir
from maillage.rencontres.services.evaluations import evaluer, inviter_a_evaluer
from maillage.rencontres.services.inscriptions import (
    annuler_inscription,
    confirmer,
    corriger_inscription,
    inscrire,
    inscrire_sans_compte,
    noter_attente,
    peut_inscrire,
    retablir_inscription,
)
from maillage.rencontres.services.liens import jeton_de, lien_de
from maillage.rencontres.services.places import repartir
from maillage.rencontres.services.presences import (
    emarger_la_liste,
    emarger_par_la_salle,
    emarger_soi_meme,
    emettre_attestation,
    jour_ouvert,
)
from maillage.rencontres.services.questions import (
    corriger_question,
    poser_question,
    publier_dans_la_faq,
    repondre,
)
from maillage.rencontres.services.rencontres import (
    annoncer_rencontre,
    annuler_rencontre,
    cloturer_rencontre,
    creer_rencontre,
    ecrire_compte_rendu,
    modifier_rencontre,
)
from maillage.rencontres.services.seances import ajouter_seance, annuler_seance, effacer_seance, modifier_seance

__all__ = [
    "EntretienRencontres",
    "ajouter_atelier",
    "ajouter_intervenant",
    "ajouter_seance",
    "ajouter_support",
    "annoncer_rencontre",
    "annuler_inscription",
    "annuler_rencontre",
    "annuler_seance",
    "cloturer_rencontre",
    "confirmer",
    "corriger_inscription",
    "corriger_question",
    "creer_rencontre",
    "ecarter_doublon",
    "ecrire_compte_rendu",
    "ecrire_notes",
    "effacer_seance",
    "emarger_la_liste",
    "emarger_par_la_salle",
    "emarger_soi_meme",
    "emettre_attestation",
    "entretenir",
    "evaluer",
    "fusionner",
    "grouper_attentes",
    "inscrire",
    "inscrire_sans_compte",
    "inviter_a_evaluer",
    "jeton_de",
    "jour_ouvert",
    "lien_de",
    "modifier_rencontre",
    "modifier_seance",
    "noter_attente",
    "noter_point",
    "peut_inscrire",
    "poser_question",
    "publier_dans_la_faq",
    "repartir",
    "repondre",
    "retablir_inscription",
    "retirer_ligne",
]
