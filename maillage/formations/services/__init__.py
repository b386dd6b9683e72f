"""Writes of trainings: one function per business act, atomic and journaled."""

from maillage.formations.services.catalogue import (
    ecarter_besoin,
    ecrire_formateur,
    ecrire_formation,
    exprimer_besoin,
    modifier_besoin,
    remettre_formation,
    retirer_besoin,
    retirer_formateur,
    retirer_formation,
    rouvrir_besoin,
)
from maillage.formations.services.sessions import (
    choisir_formateurs,
    noter_accords,
    ouvrir_session,
    reprendre_besoins,
)
from maillage.formations.services.suite import (
    demander_les_suites,
    demander_suite,
    jeton_de,
    jeton_valide,
    ouverte,
    repondre_suite,
)

__all__ = [
    "choisir_formateurs",
    "demander_les_suites",
    "demander_suite",
    "ecarter_besoin",
    "ecrire_formateur",
    "ecrire_formation",
    "exprimer_besoin",
    "jeton_de",
    "jeton_valide",
    "modifier_besoin",
    "noter_accords",
    "ouverte",
    "ouvrir_session",
    "remettre_formation",
    "repondre_suite",
    "reprendre_besoins",
    "retirer_besoin",
    "retirer_formateur",
    "retirer_formation",
    "rouvrir_besoin",
]
