"""The actions as table action_ar of the activity contract (2.2): what R20, R29, R31 and R38 read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from maillage.agenda.domain.heures import bornes, jour_local, minutes_reelles
from maillage.appui_ressource.models import ActionAppui
from maillage.socle.domain.texte import plier
from maillage.socle.vocabulaire import Statut

COLONNES_ACTION_AR = (
    "action_id",
    "dispositif_id",
    "date",
    "duree_min",
    "type",
    "structure_id",
    "structure_type",
    "commune_insee",
    "n_pros",
    "n_participants",
    "jeune_id",
)
CHAMPS = (
    "identifiant",
    "dispositif__code",
    "type",
    "structure_type",
    "commune_id",
    "n_participants",
    "jeune__identifiant",
    "jour",
    "duree_min",
    "n_pros",
    "evenement_id",
    "evenement__debut",
    "evenement__fin",
    "pros_de_l_evenement",
    "partenaire_id",
    "structure_nom",
)
LigneAction = tuple[
    str, str, dt.date, int, str, str | None, str | None, str | None, int, int | None, str | None
]  # in the order of COLONNES_ACTION_AR
TAILLE_IDENTIFIANT = 64


def actions_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneAction]:
    """Return the actions done on a local day of [debut, fin], in COLONNES_ACTION_AR (1 query).

    An action of the agenda counts once its événement is confirmed, with the day, real minutes and professionals of the événement.
    """
    commence, finit = bornes(debut, fin)
    seules = Q(evenement__isnull=True, jour__range=(debut, fin))
    confirmees = Q(evenement__statut=Statut.REALISE, evenement__debut__gte=commence, evenement__debut__lt=finit)
    actions = ActionAppui.objects.filter(seules | confirmees, dispositif_id=dispositif_id)
    comptees = actions.annotate(pros_de_l_evenement=Count("evenement__participations_pros"))
    return [_ligne(dict(zip(CHAMPS, v, strict=True))) for v in comptees.order_by("identifiant").values_list(*CHAMPS)]


def _ligne(action: dict[str, Any]) -> LigneAction:
    jour, duree, pros = action["jour"], action["duree_min"], action["n_pros"]
    if action["evenement_id"] is not None:
        jour = jour_local(action["evenement__debut"])
        duree = minutes_reelles(action["evenement__debut"], action["evenement__fin"])
        pros = action["pros_de_l_evenement"]
    return (
        action["identifiant"],
        action["dispositif__code"],
        jour,
        duree,
        action["type"],
        _structure(action["partenaire_id"], action["structure_nom"]),
        action["structure_type"] or None,
        action["commune_id"],
        pros,
        action["n_participants"],
        action["jeune__identifiant"],
    )


def _structure(partenaire_id: int | None, nom: str) -> str | None:
    """A stable name of the structure: its key among partners, else its name without accents nor case."""
    if partenaire_id is not None:
        return f"partenaire-{partenaire_id}"
    return plier(nom)[:TAILLE_IDENTIFIANT] or None
