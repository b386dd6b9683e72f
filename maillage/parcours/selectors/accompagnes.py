"""Who is accompanied on a day, since when: for the contexts above that follow a delay from the start of a stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Min, OuterRef, Q, Subquery

from maillage.parcours.models import Jeune, Phase
from maillage.parcours.selectors.connus import AvecCle, jeunes_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import TypePhase


def accompagnes_le(
    acteur: Acteur, dispositif: AvecCle, le: date, *, aussi: Collection[int] = (), jeune_id: int | None = None
) -> list[tuple[Jeune, date | None]]:
    """Return the young people accompanied that day with the first day of that phase, and those of `aussi` with None when they are not (1 query)."""
    du_jour = Phase.objects.filter(
        Q(fin__isnull=True) | Q(fin__gte=le),
        jeune=OuterRef("pk"),
        dispositif_id=dispositif.pk,
        type=TypePhase.ACCOMPAGNEMENT,
        debut__lte=le,
    )
    premier = du_jour.order_by().values("jeune").annotate(premier=Min("debut")).values("premier")
    jeunes = jeunes_visibles(acteur, dispositif).annotate(accompagne_depuis=Subquery(premier))
    retenus = jeunes.filter(Q(accompagne_depuis__isnull=False) | Q(pk__in=list(aussi)))
    if jeune_id is not None:
        retenus = retenus.filter(pk=jeune_id)
    return [(jeune, jeune.accompagne_depuis) for jeune in retenus]
