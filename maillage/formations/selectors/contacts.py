"""Which dispositifs came to a training, for the diary of the mission."""

from __future__ import annotations

import datetime as dt

from maillage.formations.selectors.chiffres import LECTEUR
from maillage.formations.selectors.sessions import venues
from maillage.socle.domain.bilan import ContactReseau


def contacts(*, debut: dt.date, fin: dt.date) -> list[ContactReseau]:
    """Return one line a dispositif, a day and a training where one of its people signed in."""
    lignes = {
        (presence.jour.le, une.dispositif_id, une.seance.rencontre.titre)
        for une in venues(LECTEUR, debut=debut, fin=fin)
        for presence in une.emargements.all()
        if une.dispositif_id is not None and debut <= presence.jour.le <= fin
    }
    return [ContactReseau(dispositif_id, jour, "Formation", titre) for jour, dispositif_id, titre in sorted(lignes)]
