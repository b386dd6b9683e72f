"""Ages, for whoever must know who is an adult."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from maillage.parcours.domain.age import age_le
from maillage.parcours.models import Jeune


def ages_le(jeunes: Collection[int], le: date) -> dict[int, int]:
    """Return the age on a day of these young people, by primary key; one whose birth date is not known is left out (1 query)."""
    lignes = Jeune.objects.filter(pk__in=jeunes, naissance__isnull=False).values_list("pk", "naissance")
    return {pk: age_le(naissance, le) for pk, naissance in lignes if naissance is not None}
