"""The facts that the count reads: tuples in the columns of the activity contract (2.2), local Europe/Paris naive datetimes, null for « empty ».

A fixed number of queries, no model instance: fifteen months of one dispositif come in well under a second. These reads are for the engine:
rights are checked by the caller, on the section « activite ».
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q

from maillage.agenda.domain.heures import bornes, jour_local, vers_local
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro

LOT = 5000
COLONNES_EVENEMENT = (
    "event_id",
    "dispositif_id",
    "finess",
    "source",
    "source_ref",
    "debut",
    "fin",
    "categorie",
    "modalite",
    "lieu_type",
    "statut",
    "confirme_le",
)
CHAMPS_EVENEMENT = (
    "identifiant",
    "dispositif__code",
    "etablissement__finess",
    "source",
    "source_ref",
    "debut",
    "fin",
    "categorie",
    "modalite",
    "lieu_type",
    "statut",
    "confirme_le",
)
"""What each column of COLONNES_EVENEMENT is read from."""

COLONNES_EVENEMENT_JEUNE = ("event_id", "jeune_id", "presence", "preavis_h")
COLONNES_EVENEMENT_PRO = ("event_id", "pro_id", "metier")
COLONNES_ABSENCE = ("jeune_id", "dispositif_id", "debut", "fin", "motif")

LigneEvenement = tuple[
    str,
    str,
    str | None,
    str | None,
    str | None,
    dt.datetime,
    dt.datetime,
    str,
    str | None,
    str | None,
    str,
    dt.date | None,
]
LigneJeune = tuple[str, str, str | None, Decimal | None]
LignePro = tuple[str, str, str]
LigneAbsence = tuple[str, str | None, dt.datetime, dt.datetime | None, str]


def premier_jour_en_cours(dispositif_id: int, depuis: dt.date, jour: dt.date) -> dt.date:
    """Return the first local date, from `depuis` on, of an événement not over when `jour` begins; `jour` itself if none (1 query)."""
    commence, finit = bornes(depuis, jour - dt.timedelta(days=1))
    encore = Evenement.objects.filter(
        dispositif_id=dispositif_id, debut__gte=commence, debut__lt=finit, fin__gte=finit
    ).aggregate(premier=Min("debut"))
    return jour_local(encore["premier"]) if encore["premier"] else jour


def evenements_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneEvenement]:
    """Return the événements whose local date of start is in [debut, fin], every statut, in COLONNES_EVENEMENT (1 query)."""
    lignes = Evenement.objects.filter(_du_dispositif(dispositif_id, debut, fin)).order_by("identifiant")
    colonnes = lignes.values_list(*CHAMPS_EVENEMENT)
    return [_ligne_evenement(*ligne) for ligne in colonnes.iterator(chunk_size=LOT)]


def _ligne_evenement(
    event_id: str, code: str, finess: str | None, source: str, reference: str, *reste: Any
) -> LigneEvenement:
    commence, finit, categorie, modalite, lieu_type, statut, confirme = reste
    return (
        event_id,
        code,
        finess or None,
        source or None,
        reference or None,
        vers_local(commence),
        vers_local(finit),
        categorie,
        modalite or None,
        lieu_type or None,
        statut,
        jour_local(confirme) if confirme else None,
    )


def participations_jeunes_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneJeune]:
    """Return who is listed in those événements, in COLONNES_EVENEMENT_JEUNE (1 query)."""
    lignes = ParticipationJeune.objects.filter(_du_dispositif(dispositif_id, debut, fin, par="evenement__"))
    colonnes = lignes.order_by("evenement__identifiant", "jeune__identifiant").values_list(
        "evenement__identifiant", "jeune__identifiant", "presence", "preavis_h"
    )
    return [
        (event_id, jeune_id, presence or None, preavis)
        for event_id, jeune_id, presence, preavis in colonnes.iterator(chunk_size=LOT)
    ]


def participations_pros_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LignePro]:
    """Return which professionals are listed in those événements, in COLONNES_EVENEMENT_PRO (1 query)."""
    lignes = ParticipationPro.objects.filter(_du_dispositif(dispositif_id, debut, fin, par="evenement__"))
    colonnes = lignes.order_by("evenement__identifiant", "professionnel__identifiant").values_list(
        "evenement__identifiant", "professionnel__identifiant", "professionnel__metier"
    )
    return list(colonnes.iterator(chunk_size=LOT))


def absences_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneAbsence]:
    """Return the absences that touch the local days [debut, fin], in COLONNES_ABSENCE (1 query).

    Those of this dispositif, and those of every dispositif (`dispositif_id` null) of the young people listed in an événement of this one.
    """
    commence, finit = bornes(debut, fin)
    inscrits = ParticipationJeune.objects.filter(evenement__dispositif_id=dispositif_id).values("jeune_id")
    lignes = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=commence),
        Q(dispositif_id=dispositif_id) | Q(dispositif_id__isnull=True, jeune_id__in=inscrits),
        debut__lt=finit,
    )
    colonnes = lignes.order_by("jeune__identifiant", "debut", "pk").values_list(
        "jeune__identifiant", "dispositif__code", "debut", "fin", "motif"
    )
    return [
        (jeune_id, code, vers_local(depart), vers_local(retour) if retour else None, motif)
        for jeune_id, code, depart, retour, motif in colonnes.iterator(chunk_size=LOT)
    ]


def _du_dispositif(dispositif_id: int, debut: dt.date, fin: dt.date, *, par: str = "") -> Q:
    commence, finit = bornes(debut, fin)
    return Q(
        **{f"{par}dispositif_id": dispositif_id, f"{par}debut__gte": commence, f"{par}debut__lt": finit},
    )
