"""Contacts typed in the diary, as the other rooms give theirs."""

from __future__ import annotations

import datetime as dt

from maillage.reseau.models import ContactMission, NatureContact
from maillage.socle.domain.bilan import ContactReseau


def contacts(*, debut: dt.date, fin: dt.date) -> list[ContactReseau]:
    """Return the typed contacts of a period (1 query)."""
    lignes = ContactMission.objects.filter(date__range=(debut, fin)).order_by("date", "pk")
    return [
        ContactReseau(dispositif_id, date, NatureContact(nature).label, objet)
        for dispositif_id, date, nature, objet in lignes.values_list("dispositif_id", "date", "nature", "objet")
    ]
