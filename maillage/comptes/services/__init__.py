"""Writings on accounts, by noun: habilitations of professionals, representations and codes of young people and families."""

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
from maillage.comptes.services.representations import (
    ErreurRepresentation,
    ouvrir_representation,
    proteger_apres_la_majorite,
    retablir_representation,
    retirer_representation,
)

__all__ = [
    "ErreurHabilitation",
    "ErreurRepresentation",
    "changer_activite",
    "donner_habilitation",
    "journaliser_invitation",
    "ouvrir_compte",
    "ouvrir_representation",
    "peut_gerer_compte",
    "prolonger_habilitation",
    "proteger_apres_la_majorite",
    "retablir_habilitation",
    "retablir_representation",
    "retirer_habilitation",
    "retirer_representation",
]
