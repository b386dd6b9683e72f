"""Views of accounts, by page."""

from maillage.comptes.views.codes import code, code_compte, code_fini, code_rattacher
from maillage.comptes.views.connexion import connexion_demonstration
from maillage.comptes.views.droits import pourquoi
from maillage.comptes.views.habilitations import (
    donner_habilitation,
    prolonger_habilitation,
    remettre_fin,
    retablir_habilitation,
    retirer_habilitation,
)
from maillage.comptes.views.journal import journal, journal_csv, lectures_jeune
from maillage.comptes.views.personnes import desactiver, inviter, ouvrir_compte, personne, personnes, reactiver

__all__ = [
    "code",
    "code_compte",
    "code_fini",
    "code_rattacher",
    "connexion_demonstration",
    "desactiver",
    "donner_habilitation",
    "inviter",
    "journal",
    "journal_csv",
    "lectures_jeune",
    "ouvrir_compte",
    "personne",
    "personnes",
    "pourquoi",
    "prolonger_habilitation",
    "reactiver",
    "remettre_fin",
    "retablir_habilitation",
    "retirer_habilitation",
]
