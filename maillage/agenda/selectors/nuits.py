"""Nights of young people in accueil de nuit, for the contexts above that hold the right: what the agenda says, before any rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from maillage.agenda.domain.heures import bornes, vers_local
from maillage.agenda.models import Absence, ParticipationJeune
from maillage.socle.vocabulaire import Categorie, Modalite, Presence, Statut


@dataclass(frozen=True)
class PresenceDeNuit:
    """An événement of accueil de nuit where a young person is listed; local naive times. `present` is None when nobody said."""

    debut: dt.datetime
    fin: dt.datetime
    confirme: bool
    present: bool | None


@dataclass(frozen=True)
class AbsenceDatee:
    """An absence of a young person; an empty end lasts."""

    debut: dt.datetime
    fin: dt.datetime | None


def presences_de_nuit(
    jeunes: Collection[int], dispositif_id: int, debut: dt.date, fin: dt.date
) -> dict[int, list[PresenceDeNuit]]:
    """Return, by young person, the nights that touch the days [debut, fin], cancelled ones left out (1 query)."""
    commence, finit = bornes(debut, fin)
    lignes = ParticipationJeune.objects.filter(
        jeune_id__in=jeunes,
        evenement__dispositif_id=dispositif_id,
        evenement__categorie=Categorie.DIRECT_JEUNE,
        evenement__modalite=Modalite.AN,
        evenement__debut__lt=finit,
        evenement__fin__gt=commence,
    ).exclude(evenement__statut=Statut.ANNULE)
    nuits: dict[int, list[PresenceDeNuit]] = defaultdict(list)
    for jeune_id, presence, depuis, jusqu_a, statut in lignes.order_by("evenement__debut", "pk").values_list(
        "jeune_id", "presence", "evenement__debut", "evenement__fin", "evenement__statut"
    ):
        present = None if not presence else presence == Presence.PRESENT
        confirme = statut == Statut.REALISE
        nuits[jeune_id].append(PresenceDeNuit(vers_local(depuis), vers_local(jusqu_a), confirme, present))
    return nuits


def absences_datees(
    jeunes: Collection[int], dispositif_id: int, debut: dt.date, fin: dt.date
) -> dict[int, list[AbsenceDatee]]:
    """Return, by young person, the absences of this dispositif and of all that touch the days [debut, fin] (1 query)."""
    commence, finit = bornes(debut, fin)
    lignes = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=commence),
        Q(dispositif_id=dispositif_id) | Q(dispositif_id__isnull=True),
        jeune_id__in=jeunes,
        debut__lt=finit,
    )
    absences: dict[int, list[AbsenceDatee]] = defaultdict(list)
    for jeune_id, depuis, jusqu_a in lignes.order_by("debut", "pk").values_list("jeune_id", "debut", "fin"):
        absences[jeune_id].append(AbsenceDatee(vers_local(depuis), vers_local(jusqu_a) if jusqu_a else None))
    return absences
