"""Who and what may be listed in the agenda of a dispositif."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from maillage.agenda.models import ParticipationJeune, ParticipationPro
from maillage.parcours import selectors as parcours
from maillage.structures import selectors as structures


def jeunes_a_inscrire(dispositif_id: int) -> QuerySet[Any]:
    """Return the young people with a phase or a period in the dispositif, or already listed in its agenda, by name.

    Who only waits for a place is not offered: time written for a young person without a phase blocks the return (R39).
    """
    inscrits = ParticipationJeune.objects.filter(evenement__dispositif_id=dispositif_id).values("jeune_id")
    accompagnes = parcours.accompagnes_du_dispositif(dispositif_id).values("pk")
    jeunes = ParticipationJeune._meta.get_field("jeune").remote_field.model._default_manager
    return jeunes.filter(Q(pk__in=accompagnes) | Q(pk__in=inscrits)).order_by("nom", "prenom", "pk")


def pros_a_inscrire(dispositif_id: int, le: dt.date) -> QuerySet[Any]:
    """Return the professionals assigned to the dispositif on that date or already listed in its agenda, by name."""
    inscrits = ParticipationPro.objects.filter(evenement__dispositif_id=dispositif_id).values("professionnel_id")
    affectes = structures.professionnels_du_dispositif(dispositif_id, le).values("pk")
    pros = ParticipationPro._meta.get_field("professionnel").remote_field.model._default_manager
    return pros.filter(Q(pk__in=affectes) | Q(pk__in=inscrits)).order_by("nom", "prenom", "pk")
