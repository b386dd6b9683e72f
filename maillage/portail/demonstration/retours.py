"""The returns of the last finished quarter: most are transmitted, some wait, the first dispositif still has to make its own."""

from __future__ import annotations

from maillage.activite.domain.periode import Periode
from maillage.activite.domain.retour import TransitionRefusee
from maillage.activite.regles import charger_jeu
from maillage.activite.services import ouvrir_retour, transmettre_retour, valider_retour
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import Acteur

REGLES = "aire-2024"
EN_ATTENTE, UN_SUR = 5, 8
"""Ranks that keep their return: one in eight, a draft then a validated one in turn."""


def semer_retour(acteur: Acteur, dispositif_id: int, rang: int, reglages: Reglages) -> None:
    """Bring the return of one dispositif where its rank says; a blocking alert leaves a draft, as it would for a team."""
    periode = Periode.depuis_libelle(str(reglages.dernier_trimestre))
    retour = ouvrir_retour(acteur, dispositif_id=dispositif_id, periode=periode, jeu=charger_jeu(REGLES))
    cycle, place = divmod(rang, UN_SUR)
    en_attente = place == EN_ATTENTE
    if en_attente and cycle % 2 == 0:
        return
    try:
        valider_retour(acteur, retour_id=retour.pk, dispositif_id=dispositif_id)
    except TransitionRefusee:
        return
    if not en_attente:
        transmettre_retour(acteur, retour_id=retour.pk, dispositif_id=dispositif_id)
