"""What a young person's account, or their family's, reads of the path. The right is a capacity held today, never a section of the rights table."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from maillage.parcours.models import Jeune, Phase
from maillage.parcours.selectors.connus import dispositifs_qui_connaissent
from maillage.socle.acteur import Acteur


def jeunes_du_compte(acteur: Acteur) -> QuerySet[Jeune]:
    """Return the young people that the account is, or represents, today."""
    return Jeune.objects.filter(pk__in=acteur.jeunes_representes)


def dispositifs_du_moment(jeune_id: int, le: date) -> list[int]:
    """Return the dispositifs that accompany a young person on a day, the latest phase first; those that know them, failing that (2 queries)."""
    ouvertes = Phase.objects.filter(Q(fin__isnull=True) | Q(fin__gte=le), jeune_id=jeune_id, debut__lte=le)
    suivis = list(dict.fromkeys(ouvertes.order_by("-debut", "-pk").values_list("dispositif_id", flat=True)))
    return suivis or sorted(dispositifs_qui_connaissent(jeune_id))
