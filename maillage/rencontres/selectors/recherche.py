"""Search by words among meetings."""

from __future__ import annotations

from django.db.models import Q

from maillage.rencontres.models import Rencontre
from maillage.rencontres.selectors.rencontres import rencontres_visibles
from maillage.socle.acteur import Acteur


def chercher(acteur: Acteur, q: str, maximum: int) -> list[Rencontre]:
    """Return the meetings whose title, theme or presentation holds every word, the latest first."""
    lues = rencontres_visibles(acteur)
    for mot in q.split():
        lues = lues.filter(Q(titre__icontains=mot) | Q(theme__icontains=mot) | Q(presentation__icontains=mot))
    return list(lues.order_by("-premier_jour", "-pk")[:maximum]) if q.strip() else []
