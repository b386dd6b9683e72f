"""Writes of the path, by noun: one function per business act, atomic and journaled."""

from maillage.parcours.services.attente import (
    admettre_demande,
    choisir_criteres,
    clore_admise_ailleurs,
    clore_demande,
    enregistrer_demande,
    modifier_demande,
    noter_etape,
    retirer_etape,
    rouvrir_demande,
)
from maillage.parcours.services.bris import briser_la_glace, revoir_bris
from maillage.parcours.services.commissions import (
    creer_commission,
    creer_critere,
    inscrire_demandes,
    modifier_commission,
    modifier_critere,
    rendre_avis,
    reprendre_criteres_proposes,
    retirer_critere,
    retirer_de_la_commission,
)
from maillage.parcours.services.contrats import (
    noter_ess,
    remettre_contrat,
    retirer_ess,
    retirer_revision,
    reviser_contrat,
    signer_contrat,
)
from maillage.parcours.services.equipe import (
    ajouter_membre,
    arreter_remplacement,
    designer_referent,
    nommer_remplacant,
    terminer_membre,
)
from maillage.parcours.services.evenements import (
    ajouter_evenement,
    modifier_evenement,
    retablir_evenement,
    retirer_evenement,
)
from maillage.parcours.services.identite import creer_jeune, modifier_identite
from maillage.parcours.services.maintiens import declarer_maintien, finir_maintien, modifier_maintien
from maillage.parcours.services.modalites import (
    changer_modalite,
    clore_modalite,
    ouvrir_modalite,
    retablir_modalite,
    retirer_modalite,
)
from maillage.parcours.services.notifications import (
    enregistrer_notification,
    modifier_notification,
    retablir_notification,
    retirer_notification,
)
from maillage.parcours.services.partage import (
    cesser_le_partage,
    entretenir_partage,
    partage_possible,
    partager_demande,
)
from maillage.parcours.services.phases import clore_phase, ouvrir_phase
from maillage.parcours.services.protection import declarer_mesure, modifier_mesure, retirer_mesure
from maillage.parcours.services.situation import ajouter_critere, clore_critere, declarer_scolarite, retirer_scolarite
from maillage.parcours.services.sorties import (
    noter_accord_suivi,
    noter_contact,
    noter_jalon,
    retirer_contact,
    retirer_jalon,
    sortir,
)

__all__ = [
    "admettre_demande",
    "ajouter_critere",
    "ajouter_evenement",
    "ajouter_membre",
    "arreter_remplacement",
    "briser_la_glace",
    "cesser_le_partage",
    "changer_modalite",
    "choisir_criteres",
    "clore_admise_ailleurs",
    "clore_critere",
    "clore_demande",
    "clore_modalite",
    "clore_phase",
    "creer_commission",
    "creer_critere",
    "creer_jeune",
    "declarer_maintien",
    "declarer_mesure",
    "declarer_scolarite",
    "designer_referent",
    "enregistrer_demande",
    "enregistrer_notification",
    "entretenir_partage",
    "finir_maintien",
    "inscrire_demandes",
    "modifier_commission",
    "modifier_critere",
    "modifier_demande",
    "modifier_evenement",
    "modifier_identite",
    "modifier_maintien",
    "modifier_mesure",
    "modifier_notification",
    "nommer_remplacant",
    "noter_accord_suivi",
    "noter_contact",
    "noter_ess",
    "noter_etape",
    "noter_jalon",
    "ouvrir_modalite",
    "ouvrir_phase",
    "partage_possible",
    "partager_demande",
    "remettre_contrat",
    "rendre_avis",
    "reprendre_criteres_proposes",
    "retablir_evenement",
    "retablir_modalite",
    "retablir_notification",
    "retirer_contact",
    "retirer_critere",
    "retirer_de_la_commission",
    "retirer_ess",
    "retirer_etape",
    "retirer_evenement",
    "retirer_jalon",
    "retirer_mesure",
    "retirer_modalite",
    "retirer_notification",
    "retirer_revision",
    "retirer_scolarite",
    "reviser_contrat",
    "revoir_bris",
    "rouvrir_demande",
    "signer_contrat",
    "sortir",
    "terminer_membre",
]
