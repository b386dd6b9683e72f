"""Writings on accounts, by noun: habilitations of professionals, representations and codes of young people and families."""

from maillage.comptes.services.codes import (
    CodeRemis,
    CompteVoulu,
    creer_code,
    creer_code_de_secours,
    entrer_avec_code,
    essayer_code,
    rattacher_avec_code,
    revoquer_code,
)
from maillage.comptes.services.habilitations import (
    ErreurHabilitation,
    changer_activite,
    donner_habilitation,
    journaliser_invitation,
    ouvrir_compte,
    peut_gerer_compte,
    prolonger_habilitation,
    retablir_habilitation,
    retirer_habilitation,
)
from maillage.comptes.services.invitations import inviter_par_courriel
from maillage.comptes.services.representations import (
    ErreurRepresentation,
    ouvrir_representation,
    proteger_apres_la_majorite,
    retablir_representation,
    retirer_representation,
)

__all__ = [
    "CodeRemis",
    "CompteVoulu",
    "ErreurHabilitation",
    "ErreurRepresentation",
    "changer_activite",
    "creer_code",
    "creer_code_de_secours",
    "donner_habilitation",
    "entrer_avec_code",
    "essayer_code",
    "inviter_par_courriel",
    "journaliser_invitation",
    "ouvrir_compte",
    "ouvrir_representation",
    "peut_gerer_compte",
    "prolonger_habilitation",
    "proteger_apres_la_majorite",
    "rattacher_avec_code",
    "retablir_habilitation",
    "retablir_representation",
    "retirer_habilitation",
    "retirer_representation",
    "revoquer_code",
]
