"""Small files are read and written within the request; large ones in the background, by the same services."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.utils import timezone
from huey.contrib.djhuey import db_task

from maillage.agenda.imports.readers import ICS
from maillage.agenda.imports.services import ErreurImport, appliquer_lot, calculer_apercu
from maillage.agenda.models import EtatLot, LotImport
from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import Acteur

LIGNES_EN_DIRECT = 2000
OCCURRENCES_PAR_SERIE = 40
"""A weekly series of a calendar makes about as many événements in a school year."""

ECHEC_INATTENDU = (
    "Une erreur inattendue a arrêté le travail ; rien n'a été écrit. Relancez, ou prévenez l'administration."
)
Service = Callable[[Acteur, LotImport], LotImport]
journal = logging.getLogger(__name__)


def est_volumineux(lot: LotImport) -> bool:
    """Tell whether a file is too long for a request, by a cheap look at its bytes (a spreadsheet row takes about 60 bytes, zipped)."""
    contenu = bytes(lot.contenu)
    if lot.format == ICS:
        series = contenu.count(b"RRULE")
        return contenu.count(b"BEGIN:VEVENT") + series * OCCURRENCES_PAR_SERIE > LIGNES_EN_DIRECT
    lignes = len(contenu) // 60 if contenu.startswith(b"PK") else contenu.count(b"\n")
    return lignes > LIGNES_EN_DIRECT


def lancer_apercu(acteur: Acteur, lot: LotImport, *, direct: bool = False) -> None:
    """Make the preview now, or in the background when the file is large and the work may be signed by a user later."""
    _lancer(acteur, lot, EtatLot.ANALYSE, direct=direct)


def lancer_application(acteur: Acteur, lot: LotImport, *, direct: bool = False) -> None:
    """Apply now, or in the background. Raise ErreurImport when there is nothing to apply."""
    if lot.etat not in {EtatLot.APERCU, EtatLot.ECRITURE}:
        raise ErreurImport("Faites d'abord l'aperçu de ce fichier.")
    _lancer(acteur, lot, EtatLot.ECRITURE, direct=direct)


def _lancer(acteur: Acteur, lot: LotImport, etat: EtatLot, *, direct: bool) -> None:
    if direct or acteur.identifiant is None or not est_volumineux(lot):
        SERVICES[etat](acteur, lot)
        return
    LotImport.objects.filter(pk=lot.pk).update(etat=etat, avancement=0)
    traiter_lot(lot.pk, acteur.identifiant, etat.value)


@db_task()
def traiter_lot(lot_id: int, utilisateur_id: int, etat: str) -> None:
    """Background work on a lot, with the rights that the person has when it runs."""
    lot = LotImport.objects.get(pk=lot_id)
    acteur = acteur_de(get_user_model().objects.get(pk=utilisateur_id), le=timezone.localdate())
    try:
        SERVICES[EtatLot(etat)](acteur, lot)
    except ErreurImport as erreur:
        journal.info("lot %s : %s", lot_id, erreur.message)
    except Exception:
        LotImport.objects.filter(pk=lot_id, etat=etat).update(
            etat=EtatLot.ECHEC, compte_rendu={"motif": ECHEC_INATTENDU}, avancement=0
        )
        raise


SERVICES: dict[EtatLot, Service] = {EtatLot.ANALYSE: calculer_apercu, EtatLot.ECRITURE: appliquer_lot}
