"""Writes of the path, by noun: one function per business act, atomic and journaled."""

from maillage.parcours.services.attente import admettre_demande, clore_demande, enregistrer_demande
from maillage.parcours.services.bris import briser_la_glace, revoir_bris
from maillage.parcours.services.equipe import (
    ajouter_membre,
    arreter_remplacement,
    designer_referent,
    nommer_remplacant,
    terminer_membre,
)
from maillage.parcours.services.identite import creer_jeune, modifier_identite
from maillage.parcours.services.modalites import (
    changer_modalite,
    clore_modalite,
    ouvrir_modalite,
    retablir_modalite,
    retirer_modalite,
)
from maillage.parcours.services.phases import clore_phase, ouvrir_phase
from maillage.parcours.services.situation import ajouter_critere, clore_critere, declarer_scolarite, retirer_scolarite

__all__ = [
    "admettre_demande",
    "ajouter_critere",
    "ajouter_membre",
    "arreter_remplacement",
    "briser_la_glace",
    "changer_modalite",
    "clore_critere",
    "clore_demande",
    "clore_modalite",
    "clore_phase",
    "creer_jeune",
    "declarer_scolarite",
    "designer_referent",
    "enregistrer_demande",
    "modifier_identite",
    "nommer_remplacant",
    "ouvrir_modalite",
    "ouvrir_phase",
    "retablir_modalite",
    "retirer_modalite",
    "retirer_scolarite",
    "revoir_bris",
    "terminer_membre",
]
