"""Families to tell the hours of a plan to: those whose hour changes since the last plan told, everyone the first time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from maillage.agenda import selectors as agenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.selectors.plans import jeunes_par_identifiant, semblables
from maillage.cartographie.tournees.domain.difference import comparer
from maillage.comptes import selectors as comptes
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class FamilleAPrevenir:
    """`avant` and `apres`: vehicle and hour (`HH:MM`), None without a round. `adresses`: mailboxes of those who represent the young person."""

    jeune: Any
    avant: Mapping[str, str] | None
    apres: Mapping[str, str] | None
    contacts: Sequence[Any]
    adresses: tuple[str, ...]


def plan_deja_dit(plan: PlanTournees) -> PlanTournees | None:
    """Return the plan of that day and direction whose hours the families know (1 query)."""
    memes = semblables(plan.dispositif_id, plan.jour, plan.sens, semaine_type=plan.semaine_type)
    dits = memes.filter(familles_prevenues_le__isnull=False, etat=EtatEtude.FINIE)
    return dits.order_by("-familles_prevenues_le", "-pk").first()


def familles_a_prevenir(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, dit: PlanTournees | None
) -> list[FamilleAPrevenir]:
    """Return them by name; a young person whom the person may not see is left out (4 queries)."""
    rien: dict[str, Any] = {"tournees": []}
    changes = comparer(dit.resultat if dit else rien, plan.resultat, plan.sens)["jeunes"]
    jeunes = jeunes_par_identifiant(acteur, dispositif, [change["id"] for change in changes])
    cles = [jeune.pk for jeune in jeunes.values()]
    contacts = agenda.contacts_par_jeune(dispositif.pk, cles)
    adresses: dict[int, list[str]] = defaultdict(list)
    for cle, adresse in comptes.adresses_des_representants(cles, le=timezone.localdate()):
        adresses[cle].append(adresse)
    lues = [
        FamilleAPrevenir(
            jeune, change["avant"], change["apres"], contacts.get(jeune.pk, ()), tuple(sorted(set(adresses[jeune.pk])))
        )
        for change in changes
        if (jeune := jeunes.get(change["id"])) is not None
    ]
    return sorted(lues, key=lambda famille: str(famille.jeune))
