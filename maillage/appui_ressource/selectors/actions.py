"""Actions of a dispositif, with the day and measures of their événement when they have one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from maillage.agenda.domain.heures import PARIS, minutes_reelles, vers_local
from maillage.appui_ressource.models import ActionAppui, DemandeAppui
from maillage.appui_ressource.permissions import SECTION
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Statut

A_CONFIRMER = "À confirmer dans l'agenda"
FAITE = "Faite"
LIBELLES_STATUT = {Statut.REALISE: FAITE, Statut.ANNULE: "Annulée"}


@dataclass(frozen=True)
class FiltresActions:
    """What the address of the list says; days are inclusive."""

    type: str = ""
    structure_type: str = ""
    debut: dt.date | None = None
    fin: dt.date | None = None


@dataclass(frozen=True)
class LigneAction:
    """A line of the list; `statut` in words, `comptee` when it feeds the count."""

    action: ActionAppui
    jour: dt.date
    duree_min: int
    n_pros: int
    statut: str
    comptee: bool


def actions_visibles(acteur: Acteur, dispositif_id: int) -> QuerySet[ActionAppui]:
    """Return the actions of the dispositif, the latest first, with `le` (local day) and `pros_inscrits`."""
    if not acteur.peut(SECTION, dispositif_id=dispositif_id):
        return ActionAppui.objects.none()
    actions = ActionAppui.objects.filter(dispositif_id=dispositif_id).select_related("evenement", "commune", "demande")
    datees = actions.annotate(
        le=Coalesce(TruncDate("evenement__debut", tzinfo=PARIS), F("jour")),
        pros_inscrits=Count("evenement__participations_pros"),
    )
    return datees.order_by("-le", "-pk")


def lister_actions(acteur: Acteur, dispositif_id: int, filtres: FiltresActions) -> QuerySet[ActionAppui]:
    """Return the actions that fit."""
    voulus = {
        "type": filtres.type,
        "structure_type": filtres.structure_type,
        "le__gte": filtres.debut,
        "le__lte": filtres.fin,
    }
    condition = Q(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    return actions_visibles(acteur, dispositif_id).filter(condition)


def lignes_actions(actions: Iterable[ActionAppui], *, maintenant: dt.datetime) -> list[LigneAction]:
    """Return each action with the day, minutes and professionals that the count would read."""
    return [_ligne(action, maintenant) for action in actions]


def visites_annoncees(demande: DemandeAppui, *, maintenant: dt.datetime) -> list[ActionAppui]:
    """Return what is planned for a request, whoever comes, the nearest first: its author reads it without account (1 query)."""
    prevues = ActionAppui.objects.filter(demande=demande, evenement__debut__gt=maintenant)
    return list(
        prevues.exclude(evenement__statut=Statut.ANNULE)
        .select_related("evenement", "dispositif")
        .order_by("evenement__debut")
    )


def _ligne(action: ActionAppui, maintenant: dt.datetime) -> LigneAction:
    evenement = action.evenement
    if evenement is None:
        return LigneAction(action, action.jour, action.duree_min, action.n_pros, FAITE, comptee=True)
    attente = "Prévue" if evenement.debut > maintenant else A_CONFIRMER
    return LigneAction(
        action,
        vers_local(evenement.debut).date(),
        minutes_reelles(evenement.debut, evenement.fin),
        getattr(action, "pros_inscrits", 0),
        LIBELLES_STATUT.get(Statut(evenement.statut), attente),
        comptee=evenement.statut == Statut.REALISE,
    )
