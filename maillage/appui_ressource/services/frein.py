"""Limits of what one browser or one address may write without account, without any third party."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.crypto import salted_hmac

from maillage.appui_ressource.domain.erreurs import TropDeDemandes
from maillage.appui_ressource.models import DepotRecent

FENETRE = dt.timedelta(hours=1)
OUBLI = dt.timedelta(days=1)
SEL = "maillage.appui_ressource.frein"


def freiner(limites: dict[str, int]) -> None:
    """Count a writing under each origin (a word that names it: address, session, link) and raise TropDeDemandes beyond its limit per hour.

    Only a hash keyed by the day is kept, and forgotten after a day: an origin can be neither read nor followed.
    """
    maintenant = timezone.now()
    DepotRecent.objects.filter(le__lt=maintenant - OUBLI).delete()
    empreintes = {_empreinte(origine, timezone.localdate(maintenant)): limite for origine, limite in limites.items()}
    for empreinte, limite in empreintes.items():
        if DepotRecent.objects.filter(empreinte=empreinte, le__gt=maintenant - FENETRE).count() >= limite:
            raise TropDeDemandes(
                "Beaucoup d'envois viennent de partir d'ici. Attendez une heure, ou téléphonez au dispositif."
            )
    DepotRecent.objects.bulk_create([DepotRecent(empreinte=empreinte, le=maintenant) for empreinte in empreintes])


def _empreinte(origine: str, jour: dt.date) -> str:
    return salted_hmac(SEL, f"{jour.isoformat()} {origine}", algorithm="sha256").hexdigest()
