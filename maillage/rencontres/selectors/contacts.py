"""Which dispositifs came to a meeting, for the diary of the mission."""

from __future__ import annotations

import datetime as dt

from maillage.rencontres.domain.etats import NatureRencontre
from maillage.rencontres.models import EmargementRencontre
from maillage.socle.domain.bilan import ContactReseau


def contacts(*, debut: dt.date, fin: dt.date) -> list[ContactReseau]:
    """Return one line a dispositif, a day and a meeting where one of its people signed in (1 query); trainings tell theirs."""
    venues = EmargementRencontre.objects.filter(jour__le__range=(debut, fin), inscription__dispositif__isnull=False)
    venues = venues.exclude(inscription__seance__rencontre__nature=NatureRencontre.FORMATION)
    lignes = venues.values_list("inscription__dispositif_id", "jour__le", "inscription__seance__rencontre__titre")
    return [
        ContactReseau(dispositif_id, jour, "Rencontre", titre)
        for dispositif_id, jour, titre in sorted(set(lignes), key=lambda ligne: (ligne[1], ligne[0], ligne[2]))
    ]
