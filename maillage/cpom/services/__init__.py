"""Writes of the CPOM: one function per business act, atomic and journaled."""

from maillage.cpom.services.bilans import ecrire_bilan, retirer_preuve, signer_valeur
from maillage.cpom.services.dialogue import dire_rencontre, ecrire_message
from maillage.cpom.services.fiches import ecrire_action, ecrire_fiche, ouvrir_contrat, retirer_action
from maillage.cpom.services.indicateurs import dater_formule, ecrire_indicateur, modifier_indicateur

__all__ = [
    "dater_formule",
    "dire_rencontre",
    "ecrire_action",
    "ecrire_bilan",
    "ecrire_fiche",
    "ecrire_indicateur",
    "ecrire_message",
    "modifier_indicateur",
    "ouvrir_contrat",
    "retirer_action",
    "retirer_preuve",
    "signer_valeur",
]
