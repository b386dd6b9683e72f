"""The returns of the year before the one that is due, and what was released of them: series, comparisons and restitutions have something to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.activite.domain.periode import Periode
from maillage.activite.domain.retour import TRANSMIS, TransitionRefusee
from maillage.activite.regles import charger_jeu
from maillage.activite.services import ouvrir_retour, transmettre_retour, valider_retour
from maillage.pilotage.domain.publics import SEUILS, Public
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.selectors import Choix
from maillage.pilotage.services import DejaPublieError, PublicationVideError, publier_tableau, tableau_a_jour
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.retours import REGLES
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR, Trimestre, trimestre_de

PASSES, PARUS = 3, 2
"""Quarters before the last finished one, and how many of them are released."""
ARRETE, ETALEMENT = 11, 5
"""Days from the end of a quarter to its first returns, and over how many days the others follow."""
Dire = Callable[[int, str], None]


def faire_le_passe(acteur: Acteur, reglages: Reglages, dire: Dire) -> None:
    """Transmit the returns of the quarters before, the latest first, then release them; what is already made stays."""
    dispositifs = list(
        apps.get_model("structures.Dispositif")._default_manager.order_by("pk").values_list("pk", flat=True)
    )
    for numero, trimestre in enumerate(trimestres_passes(reglages)):
        for rang, dispositif in enumerate(dispositifs):
            dire(100 * rang // len(dispositifs), f"retours passés, {trimestre}")
            semer_retour_passe(acteur, dispositif, rang, trimestre)
        if numero < PARUS:
            _publier(acteur, str(trimestre))


def trimestres_passes(reglages: Reglages) -> list[Trimestre]:
    """Return the quarters before the last finished one that the agendas hold whole, latest first."""
    trimestres, dernier = [], reglages.dernier_trimestre
    for _ in range(PASSES):
        dernier = trimestre_de(dernier.debut - UN_JOUR)
        trimestres.append(dernier)
    return [trimestre for trimestre in trimestres if trimestre.debut >= reglages.debut]


def semer_retour_passe(acteur: Acteur, dispositif: int, rang: int, trimestre: Trimestre) -> None:
    """Make one return as a team would have, some days after the end of the quarter; a blocking alert leaves nothing behind."""
    retours = apps.get_model("activite.RetourTrimestriel")._default_manager
    siens: Any = retours.filter(dispositif_id=dispositif, periode=str(trimestre))
    if siens.exists():
        return
    periode = Periode.depuis_libelle(str(trimestre))
    retour = ouvrir_retour(acteur, dispositif_id=dispositif, periode=periode, jeu=charger_jeu(REGLES))
    try:
        valider_retour(acteur, retour_id=retour.pk, dispositif_id=dispositif)
    except TransitionRefusee:
        siens.delete()
        return
    transmettre_retour(acteur, retour_id=retour.pk, dispositif_id=dispositif)
    jour = trimestre.fin + timedelta(days=ARRETE + rang % ETALEMENT)
    moment = timezone.make_aware(datetime.combine(jour, time(10, 15)))
    siens.filter(etat=TRANSMIS).update(cree_le=moment, valide_le=moment, transmis_le=moment)


def _publier(acteur: Acteur, periode: str) -> None:
    choix = Choix(periode, REGLES, Public.RESTREINT, SEUILS[Public.RESTREINT])
    try:
        publier_tableau(acteur, choix, vu=tableau_a_jour(choix).sources)
    except (DejaPublieError, PublicationVideError, ProtectionImpossibleError):
        return
