"""What a young person lived, as plain moments: for the contexts above that follow what was planned (the caller holds the right)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maillage.agenda.domain.heures import bornes, minutes_reelles, vers_local
from maillage.agenda.domain.presences import Intervalle, couverture, est_absent
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro

LOT = 5000
COLONNES = ("pk", "identifiant", "titre", "type_activite__libelle", "debut", "fin", "categorie", "lieu_type", "statut")


@dataclass(frozen=True)
class Moment:
    """An événement seen from one young person. `debut` is local and naive; `type_activite` the word of the establishment, often empty."""

    identifiant: str
    titre: str
    type_activite: str
    debut: dt.datetime
    minutes: int
    categorie: str
    lieu_type: str
    statut: str
    absent: bool
    metiers: tuple[str, ...]


def moments_du_jeune(jeune_id: int, dispositif_id: int, debut: dt.date, fin: dt.date) -> list[Moment]:
    """Return the événements of a young person that begin in [debut, fin], cancelled ones left out, in order (4 queries)."""
    commence, finit = bornes(debut, fin)
    presences: dict[int, str] = dict(
        ParticipationJeune.objects.filter(
            jeune_id=jeune_id, evenement__dispositif_id=dispositif_id, evenement__debut__range=(commence, finit)
        ).values_list("evenement_id", "presence")
    )
    siens = Evenement.objects.filter(participations_jeunes__jeune_id=jeune_id)
    absences = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=commence),
        Q(dispositif__isnull=True) | Q(dispositif_id=dispositif_id),
        jeune_id=jeune_id,
        debut__lt=finit,
    ).values_list("debut", "fin")
    connues = [Intervalle(depart, retour) for depart, retour in absences]
    return _lire(siens, dispositif_id, (commence, finit), presences, connues)


def moments_du_dispositif(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[Moment]:
    """Return every événement of the dispositif that begins in [debut, fin], cancelled ones left out, nobody said absent (2 queries)."""
    return _lire(Evenement.objects.all(), dispositif_id, bornes(debut, fin), {}, [])


def _lire(
    evenements: Any,
    dispositif_id: int,
    bornes_: tuple[dt.datetime, dt.datetime],
    presences: dict[int, str],
    absences: list[Intervalle],
) -> list[Moment]:
    commence, finit = bornes_
    retenus = evenements.filter(dispositif_id=dispositif_id, debut__gte=commence, debut__lt=finit).exclude(
        statut="ANNULE"
    )
    metiers = _metiers(retenus)
    return [
        _moment(ligne, presences, absences, metiers)
        for ligne in retenus.order_by("debut", "pk").values_list(*COLONNES).iterator(chunk_size=LOT)
    ]


def _metiers(evenements: Any) -> dict[int, tuple[str, ...]]:
    par_evenement: dict[int, set[str]] = defaultdict(set)
    lignes: Iterable[tuple[int, str]] = ParticipationPro.objects.filter(
        evenement__in=evenements.order_by().values("pk")
    ).values_list("evenement_id", "professionnel__metier")
    for evenement, metier in lignes:
        par_evenement[evenement].add(metier)
    return {evenement: tuple(sorted(metiers)) for evenement, metiers in par_evenement.items()}


def _moment(
    ligne: tuple[Any, ...], presences: dict[int, str], absences: list[Intervalle], metiers: dict[int, tuple[str, ...]]
) -> Moment:
    pk, identifiant, titre, type_activite, debut, fin, categorie, lieu_type, statut = ligne
    touchent = [a for a in absences if a.debut < fin and (a.fin is None or a.fin > debut)]
    return Moment(
        identifiant=identifiant,
        titre=titre,
        type_activite=type_activite or "",
        debut=vers_local(debut),
        minutes=minutes_reelles(debut, fin),
        categorie=categorie,
        lieu_type=lieu_type,
        statut=statut,
        absent=est_absent(presences.get(pk, ""), couverture(debut, fin, touchent)),
        metiers=metiers.get(pk, ()),
    )
