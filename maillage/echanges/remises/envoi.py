"""Handing over: one delivery at a time, taken under a mark so that nobody does it twice; what fails waits longer and longer, then is shown."""

from __future__ import annotations

import datetime as dt
import logging

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from maillage.echanges.domain.remises import MSSANTE, SFTP, WEBHOOK
from maillage.echanges.models import EtatRemise, PauseRemise, Remise
from maillage.echanges.remises import mssante, sftp, webhook
from maillage.echanges.remises.canaux import Remettre, RemiseEchouee
from maillage.echanges.remises.contenus import preparer
from maillage.echanges.remises.natures import destinations, reglages

JOURNAL = logging.getLogger(__name__)
CANAUX: dict[str, Remettre] = {WEBHOOK: webhook.remettre, SFTP: sftp.remettre, MSSANTE: mssante.remettre}
ATTENTE = (EtatRemise.A_REMETTRE, EtatRemise.ECHEC)
FINIES = (EtatRemise.REMISE, EtatRemise.ABANDONNEE)
PAR_PASSE = 200
INVENTEE = "adresse inventée : rien n'est parti"
INTERROMPUE = "La remise a été interrompue : elle est peut-être arrivée. Demandez au destinataire avant de la relancer."


def remettre_une(cle: int) -> bool:
    """Hand over one delivery if its time has come, its destination is open and nobody else has taken it; return whether it left."""
    maintenant = timezone.now()
    if not _a_remettre(maintenant).filter(pk=cle).update(pris_le=maintenant, essais=F("essais") + 1):
        return False
    remise = Remise.objects.select_related("dispositif", "compte").get(pk=cle)
    try:
        preuve = _remettre(remise)
    except RemiseEchouee as echec:
        JOURNAL.warning("Une remise attend : %s", echec.message)
        _noter_echec(remise, echec, maintenant)
        return False
    Remise.objects.filter(pk=cle).update(
        etat=EtatRemise.REMISE,
        remise_le=timezone.now(),
        prochain_essai=None,
        pris_le=None,
        preuve=preuve[:200],
        erreur="",
    )
    return True


def _remettre(remise: Remise) -> str:
    destination = destinations().get(remise.destination)
    if destination is None:
        raise RemiseEchouee("Cette destination n'est plus réglée.", definitive=True)
    if not destination.accepte(remise.nature, remise.dispositif.code):
        raise RemiseEchouee(destination.faute or "Cette destination ne prend plus cette remise.", definitive=True)
    colis = preparer(remise)
    if destination.inventee:
        return INVENTEE
    return CANAUX[destination.canal](destination, colis)


def remettre_en_attente() -> int:
    """Hand over every delivery whose time has come; return how many left. One begun long ago and never finished is shown, not done again."""
    maintenant = timezone.now()
    Remise.objects.filter(etat__in=ATTENTE, pris_le__lt=maintenant - reglages().interruption).update(
        etat=EtatRemise.ABANDONNEE, erreur=INTERROMPUE, prochain_essai=None, pris_le=None
    )
    Remise.objects.filter(etat__in=FINIES, cree_le__lt=maintenant - reglages().conservation).delete()
    cles = list(_a_remettre(maintenant).order_by("cree_le", "pk").values_list("pk", flat=True)[:PAR_PASSE])
    return sum(remettre_une(cle) for cle in cles)


def _a_remettre(maintenant: dt.datetime) -> QuerySet[Remise]:
    echue = Q(prochain_essai__isnull=True) | Q(prochain_essai__lte=maintenant)
    ouvertes = Remise.objects.exclude(destination__in=PauseRemise.objects.values("destination"))
    return ouvertes.filter(echue, etat__in=ATTENTE, pris_le__isnull=True)


def _noter_echec(remise: Remise, echec: RemiseEchouee, maintenant: dt.datetime) -> None:
    attente = None if echec.definitive else reglages().attente(remise.essais)
    Remise.objects.filter(pk=remise.pk).update(
        etat=EtatRemise.ABANDONNEE if attente is None else EtatRemise.ECHEC,
        prochain_essai=None if attente is None else maintenant + attente,
        pris_le=None,
        erreur=echec.message[:400],
    )
