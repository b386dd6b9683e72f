"""Writes of technical support: one function per business act, atomic and journaled."""

from maillage.soutien.services.demandes import (
    clore,
    confier,
    deposer_demande,
    etablir_plan,
    modifier_demande,
    noter_suivi,
    qualifier,
    rouvrir,
)
from maillage.soutien.services.ecriture import reperer_tout
from maillage.soutien.services.rappels import rappeler
from maillage.soutien.services.suites import ajouter_action, recommander, suivre_action, suivre_recommandation
from maillage.soutien.services.visites import (
    annuler_visite,
    ecrire_situation,
    effacer_situation,
    modifier_visite,
    prevoir_visite,
    tenir_visite,
)

__all__ = [
    "ajouter_action",
    "annuler_visite",
    "clore",
    "confier",
    "deposer_demande",
    "ecrire_situation",
    "effacer_situation",
    "etablir_plan",
    "modifier_demande",
    "modifier_visite",
    "noter_suivi",
    "prevoir_visite",
    "qualifier",
    "rappeler",
    "recommander",
    "reperer_tout",
    "rouvrir",
    "suivre_action",
    "suivre_recommandation",
    "tenir_visite",
]
