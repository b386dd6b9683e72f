"""What really took place: the événements of the agenda as a project looks at them."""

from __future__ import annotations

from datetime import date, timedelta

from maillage.agenda.selectors.moments import Moment, moments_du_dispositif, moments_du_jeune
from maillage.projet.domain.suivi import EvenementVecu, activite_du_titre

AVENIR = timedelta(days=60)
"""How far ahead the next time is looked for."""
RECUL = timedelta(days=180)
"""How far back activities are proposed from."""


def vecus_du_jeune(jeune_id: int, dispositif_id: int, depuis: date, aujourd_hui: date) -> list[EvenementVecu]:
    """Return the événements of a young person from a day on, those of the next weeks included (4 queries)."""
    return [_vecu(moment) for moment in moments_du_jeune(jeune_id, dispositif_id, depuis, aujourd_hui + AVENIR)]


def vecus_du_dispositif(dispositif_id: int, debut: date, fin: date) -> list[EvenementVecu]:
    """Return every événement of a dispositif between two days (2 queries)."""
    return [_vecu(moment) for moment in moments_du_dispositif(dispositif_id, debut, fin)]


def _vecu(moment: Moment) -> EvenementVecu:
    return EvenementVecu(
        identifiant=moment.identifiant,
        activite=moment.type_activite or activite_du_titre(moment.titre),
        titre=moment.titre,
        debut=moment.debut,
        minutes=moment.minutes,
        categorie=moment.categorie,
        lieu_type=moment.lieu_type,
        statut=moment.statut,
        absent=moment.absent,
        metiers=moment.metiers,
    )
