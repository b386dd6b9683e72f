"""Writes of the recognition: one function per business act, atomic and journaled."""

from maillage.reconnaissance.services.actes import demander_echange, demander_modification, deposer, retirer_depot
from maillage.reconnaissance.services.fils import demander_avis, ecrire_message, ecrire_note, rendre_avis
from maillage.reconnaissance.services.instruction import (
    declarer_pret,
    demander_des_axes,
    prendre_en_instruction,
    suivre_dossier,
)
from maillage.reconnaissance.services.redaction import (
    actualiser_chiffres,
    ecrire_section,
    joindre_piece,
    ouvrir_dossier,
    retirer_piece,
)
from maillage.reconnaissance.services.suites import cocher_axe, cocher_effet, prendre_arretes, reconnaitre

__all__ = [
    "actualiser_chiffres",
    "cocher_axe",
    "cocher_effet",
    "declarer_pret",
    "demander_avis",
    "demander_des_axes",
    "demander_echange",
    "demander_modification",
    "deposer",
    "ecrire_message",
    "ecrire_note",
    "ecrire_section",
    "joindre_piece",
    "ouvrir_dossier",
    "prendre_arretes",
    "prendre_en_instruction",
    "reconnaitre",
    "rendre_avis",
    "retirer_depot",
    "retirer_piece",
    "suivre_dossier",
]
