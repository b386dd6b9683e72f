"""Where the events of a dispositif took place, by the name of the place: never with whom."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max
from django.utils import timezone

from maillage.agenda.models import Evenement
from maillage.socle.domain.texte import plier
from maillage.socle.vocabulaire import Statut


def derniers_passages(dispositif_id: int, avant: dt.datetime) -> dict[str, dt.date]:
    """Return, for each place named in the agenda (its name folded), the last day an event began there before an instant (1 query)."""
    tenus = Evenement.objects.filter(dispositif_id=dispositif_id, debut__lte=avant).exclude(statut=Statut.ANNULE)
    lignes = tenus.exclude(lieu="").order_by("lieu").values_list("lieu").annotate(dernier=Max("debut"))
    passages: dict[str, dt.date] = {}
    for lieu, dernier in lignes:
        nom, jour = plier(lieu), timezone.localdate(dernier)
        passages[nom] = max(jour, passages.get(nom, jour))
    return passages
