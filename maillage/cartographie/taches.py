"""Quick studies are done within the request; those that wait for an engine, or for a whole région, in the background."""

from __future__ import annotations

from django.utils import timezone
from huey.contrib.djhuey import db_task

from maillage.cartographie.models import EtatEtude, EtudeZones
from maillage.cartographie.services.etudes import calculer_etude
from maillage.cartographie.services.temps import ESTIMATION

ECHEC_INATTENDU = "Une erreur inattendue a arrêté l'étude. Relancez-la, ou prévenez l'administration."


def lancer_etude(etude: EtudeZones) -> EtudeZones:
    """Compute now what is quick, else leave it to the background."""
    if etude.fournisseur == ESTIMATION and etude.departement:
        return calculer_etude(etude)
    traiter_etude(etude.pk)
    return etude


@db_task()
def traiter_etude(pk: int) -> None:
    """Background work on a study."""
    etude = EtudeZones.objects.get(pk=pk)
    try:
        calculer_etude(etude)
    except Exception:
        encore = EtudeZones.objects.filter(pk=pk).exclude(etat=EtatEtude.FINIE)
        encore.update(etat=EtatEtude.ECHEC, message=ECHEC_INATTENDU, finie_le=timezone.now())
        raise
