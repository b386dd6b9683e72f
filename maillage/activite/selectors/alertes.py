"""The work list of the alerts of a result: each with its people, its occurrence, who can settle it and how."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.activite.domain.alertes import ALERTES, TypeAlerte
from maillage.activite.domain.reglements import REGLEMENTS, Reglement
from maillage.activite.models import AlerteEcartee
from maillage.agenda.selectors import ResumeEvenement, resumes_par_identifiant
from maillage.parcours.selectors import noms_par_identifiant

Cle = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class AlerteATraiter:
    """One alert of section 5, read: `ecartee` is set when someone looked at it and left it as it is."""

    alerte: Mapping[str, Any]
    type: TypeAlerte
    reglement: Reglement
    jeune: str
    date: dt.date | None
    evenement: ResumeEvenement | None
    ecartee: AlerteEcartee | None


@dataclass(frozen=True)
class ListeAlertes:
    """`a_traiter`: blocking first, then by code and date; `ecartees`: left as they are; `par_code`: how many of each are left to settle."""

    a_traiter: list[AlerteATraiter]
    ecartees: list[AlerteATraiter]
    par_code: dict[str, int] = field(default_factory=dict)


def alertes_a_traiter(
    dispositif_id: int, alertes: Sequence[Mapping[str, Any]], *, code: str = "", premiere: int = 0, nombre: int = 100
) -> ListeAlertes:
    """Return a page of the work list: 4 queries, whatever the number of alerts.

    `code` limits to one kind; `premiere` and `nombre` cut the page before anything is read of the occurrences.
    """
    ecartees = {_cle_ecartee(ligne): ligne for ligne in AlerteEcartee.objects.filter(dispositif_id=dispositif_id)}
    restantes = [alerte for alerte in alertes if _cle(alerte) not in ecartees]
    par_code = Counter(alerte["code"] for alerte in restantes)
    choisies = [alerte for alerte in restantes if not code or alerte["code"] == code]
    choisies.sort(key=_ordre)
    page = choisies[premiere : premiere + nombre]
    laissees = [alerte for alerte in alertes if _cle(alerte) in ecartees]
    noms = noms_par_identifiant(dispositif_id)
    evenements = resumes_par_identifiant(
        dispositif_id, [alerte["id"] for alerte in (*page, *laissees) if alerte["table"] == "evenement"]
    )
    return ListeAlertes(
        [_lire(alerte, noms, evenements, None) for alerte in page],
        [_lire(alerte, noms, evenements, ecartees[_cle(alerte)]) for alerte in laissees],
        {nom: par_code[nom] for nom in ALERTES if par_code[nom]},
    )


def _lire(
    alerte: Mapping[str, Any],
    noms: Mapping[str, str],
    evenements: Mapping[str, ResumeEvenement],
    ecartee: AlerteEcartee | None,
) -> AlerteATraiter:
    return AlerteATraiter(
        alerte=alerte,
        type=ALERTES[alerte["code"]],
        reglement=REGLEMENTS[alerte["code"]],
        jeune=noms.get(alerte["jeune_id"] or "", alerte["jeune_id"] or ""),
        date=dt.date.fromisoformat(alerte["date"]) if alerte["date"] else None,
        evenement=evenements.get(alerte["id"]),
        ecartee=ecartee,
    )


def _ordre(alerte: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        alerte["gravite"] != "BLOQUANTE",
        alerte["code"],
        alerte["date"] or "",
        alerte["id"],
        alerte["jeune_id"] or "",
    )


def _cle(alerte: Mapping[str, Any]) -> Cle:
    return (alerte["code"], alerte["table"], alerte["id"], alerte["jeune_id"] or "", alerte["date"] or "")


def _cle_ecartee(ligne: AlerteEcartee) -> Cle:
    return (ligne.code, ligne.table, ligne.objet, ligne.jeune, ligne.date.isoformat() if ligne.date else "")
