"""The whole ledger of a dispositif, for those who take it elsewhere (FHIR, full export): plain rows, a fixed number of queries.

Rights are checked by the caller, on the section « agenda ».
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from maillage.agenda.domain.heures import bornes
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro

LOT = 5000
CHAMPS = (
    "pk",
    "identifiant",
    "debut",
    "fin",
    "statut",
    "categorie",
    "modalite",
    "lieu_type",
    "lieu",
    "titre",
    "etablissement__finess",
    "source",
    "source_ref",
    "confirme_le",
)
Ligne = dict[str, Any]


def evenements_a_echanger(
    dispositif_id: int, debut: dt.date, fin: dt.date, *, jeune_id: int | None = None
) -> list[tuple[Ligne, list[Ligne], list[str]]]:
    """Return each événement whose local start is in [debut, fin], its young people and its professionals (3 queries).

    With `jeune_id`: only those where that young person is listed, and no other young person is named.
    """
    evenements = _dans(Evenement.objects.filter(dispositif_id=dispositif_id), debut, fin)
    jeunes = _dans(
        ParticipationJeune.objects.filter(evenement__dispositif_id=dispositif_id), debut, fin, par="evenement__"
    )
    pros = _dans(ParticipationPro.objects.filter(evenement__dispositif_id=dispositif_id), debut, fin, par="evenement__")
    if jeune_id is not None:
        siens = ParticipationJeune.objects.filter(jeune_id=jeune_id).values("evenement_id")
        evenements, jeunes = evenements.filter(pk__in=siens), jeunes.filter(jeune_id=jeune_id)
        pros = pros.filter(evenement_id__in=siens)
    inscrits: dict[int, list[Ligne]] = defaultdict(list)
    for ligne in jeunes.order_by("jeune__identifiant").values(
        "evenement_id", "jeune__identifiant", "presence", "preavis_h"
    ):
        inscrits[ligne["evenement_id"]].append(ligne)
    intervenants: dict[int, list[str]] = defaultdict(list)
    for evenement_id, identifiant in pros.order_by("professionnel__identifiant").values_list(
        "evenement_id", "professionnel__identifiant"
    ):
        intervenants[evenement_id].append(identifiant)
    lignes = evenements.order_by("debut", "identifiant").values(*CHAMPS)
    return [(ligne, inscrits[ligne["pk"]], intervenants[ligne["pk"]]) for ligne in lignes.iterator(chunk_size=LOT)]


def absences_a_echanger(
    dispositif_id: int, debut: dt.date, fin: dt.date, *, jeune_id: int | None = None
) -> list[Ligne]:
    """Return the absences of this dispositif that touch the local days [debut, fin] (1 query)."""
    commence, finit = bornes(debut, fin)
    absences = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=commence), dispositif_id=dispositif_id, debut__lt=finit
    )
    if jeune_id is not None:
        absences = absences.filter(jeune_id=jeune_id)
    champs = ("jeune__identifiant", "debut", "fin", "motif", "prevenu_le")
    return [dict(ligne) for ligne in absences.order_by("jeune__identifiant", "debut", "pk").values(*champs)]


def _dans(lignes: QuerySet[Any], debut: dt.date, fin: dt.date, *, par: str = "") -> QuerySet[Any]:
    commence, finit = bornes(debut, fin)
    return lignes.filter(**{f"{par}debut__gte": commence, f"{par}debut__lt": finit})


def inscrits_par_evenement(evenement_ids: list[int]) -> dict[int, tuple[list[str], list[str]]]:
    """Return the identifiers of the young people and of the professionals of each événement (2 queries)."""
    trouves: dict[int, tuple[list[str], list[str]]] = {pk: ([], []) for pk in evenement_ids}
    for rang, lignes in enumerate(
        (
            ParticipationJeune.objects.filter(evenement_id__in=evenement_ids).values_list(
                "evenement_id", "jeune__identifiant"
            ),
            ParticipationPro.objects.filter(evenement_id__in=evenement_ids).values_list(
                "evenement_id", "professionnel__identifiant"
            ),
        )
    ):
        for pk, identifiant in lignes:
            trouves[pk][rang].append(identifiant)
    return trouves
