"""From one agenda between two days to its Schedule, Slots and Appointments.

Source: guide GAP 3.0.0 of the Agence du numérique en santé, whose profiles add nothing to FR Core 2.0.1, and its iCalendar mapping (UID is the
identifier, DESCRIPTION the description, LOCATION a participant, no recurrence: each occurrence is an appointment).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource, adresse, code_de

CANONIQUE = "https://interop.esante.gouv.fr/ig/fhir/gap/StructureDefinition/gap-fr-"
AGENDA = f"{noms.MAILLAGE}agenda"
"""System of the names of agendas: « pro-… », « jeune-… », « unite-… », « ressource-… »."""
STATUTS = {"PLANIFIE": "booked", "REALISE": "fulfilled", "ANNULE": "cancelled"}
OCCUPE, INDISPONIBLE = "busy", "busy-unavailable"
"""A planned événement of Maillage does hold its hours: its slot is `busy`. `busy-tentative` is for what waits for an agreement, which the ledger
does not know."""


@dataclass(frozen=True)
class ActeurGap:
    """Who or what an appointment is about: a type of FHIR and an identifier, never the name of a young person. `nom` is shown when it may be."""

    genre: str
    systeme: str = ""
    valeur: str = ""
    nom: str = ""

    def reference(self) -> dict[str, Any]:
        """Return a logical reference: no address to fetch, an identifier to reconcile."""
        reference: dict[str, Any] = {"type": self.genre}
        if self.valeur:
            reference["identifier"] = {"system": self.systeme, "value": self.valeur}
            if self.systeme == noms.LOCAL_USAGER:
                reference["identifier"]["type"] = code_de(noms.V2_0203, "PI")
        return reference | ({"display": self.nom} if self.nom else {})


@dataclass(frozen=True)
class RendezVousGap:
    """An événement as another agenda sees it. `participants`: with whether each takes part; empty when titles are neutral."""

    identifiant: str
    debut: dt.datetime
    fin: dt.datetime
    statut: str
    titre: str
    participants: tuple[tuple[ActeurGap, bool], ...] = ()


@dataclass(frozen=True)
class AgendaGap:
    """One agenda between two days. `indisponibles`: hours when whoever it belongs to cannot be had, without saying why."""

    mot: str
    acteur: ActeurGap
    debut: dt.date
    fin: dt.date
    rendez_vous: tuple[RendezVousGap, ...] = ()
    indisponibles: tuple[tuple[dt.datetime, dt.datetime], ...] = ()


def schedule(agenda: AgendaGap) -> Ressource:
    """Return the agenda itself."""
    return _ressource("Schedule", agenda.mot, AGENDA, agenda.mot) | {
        "active": True,
        "actor": [agenda.acteur.reference()],
        "planningHorizon": {"start": agenda.debut.isoformat(), "end": agenda.fin.isoformat()},
    }


def slots(agenda: AgendaGap) -> Iterator[Ressource]:
    """Yield the hours taken: one slot by appointment that stands, then those of unavailability. A length of zero holds nothing."""
    for rendez_vous in agenda.rendez_vous:
        if a_son_creneau(rendez_vous):
            yield _slot(agenda, rendez_vous.identifiant, OCCUPE, rendez_vous.debut, rendez_vous.fin)
    for debut, fin in agenda.indisponibles:
        yield _slot(agenda, f"I{debut.astimezone(dt.UTC):%Y%m%dT%H%M}", INDISPONIBLE, debut, fin)


def a_son_creneau(rendez_vous: RendezVousGap) -> bool:
    """Tell whether it holds hours: not cancelled, and longer than nothing."""
    return rendez_vous.statut != "ANNULE" and rendez_vous.fin > rendez_vous.debut


def appointments(agenda: AgendaGap) -> Iterator[Ressource]:
    """Yield the appointments, in order."""
    for rendez_vous in agenda.rendez_vous:
        yield _appointment(agenda, rendez_vous)


def _slot(agenda: AgendaGap, numero: str, statut: str, debut: dt.datetime, fin: dt.datetime) -> Ressource:
    cle = f"{agenda.mot}.{numero}"
    return _ressource("Slot", cle, f"{AGENDA}:creneau", cle) | {
        "schedule": _vers("Schedule", agenda.mot),
        "status": statut,
        "start": debut.isoformat(timespec="seconds"),
        "end": fin.isoformat(timespec="seconds"),
    }


def _appointment(agenda: AgendaGap, rendez_vous: RendezVousGap) -> Ressource:
    minutes = int((rendez_vous.fin - rendez_vous.debut).total_seconds() // 60)
    occupants = [(agenda.acteur, True), *(p for p in rendez_vous.participants if p[0] != agenda.acteur)]
    ressource = _ressource(
        "Appointment", rendez_vous.identifiant, noms.IDENTIFIANT_MAILLAGE, rendez_vous.identifiant
    ) | {
        "status": STATUTS[rendez_vous.statut],
        "description": rendez_vous.titre,
        "start": rendez_vous.debut.isoformat(timespec="seconds"),
        "end": rendez_vous.fin.isoformat(timespec="seconds"),
        "participant": [
            {"actor": acteur.reference(), "required": "required", "status": "accepted" if vient else "declined"}
            for acteur, vient in occupants
        ],
    }
    if minutes > 0:
        ressource["minutesDuration"] = minutes
    if a_son_creneau(rendez_vous):
        ressource["slot"] = [_vers("Slot", f"{agenda.mot}.{rendez_vous.identifiant}")]
    return ressource


def _ressource(genre: str, cle: str, systeme: str, valeur: str) -> Ressource:
    return {
        "resourceType": genre,
        "id": identifiant_fhir(cle),
        "meta": {"profile": [f"{CANONIQUE}{genre.lower()}"]},
        "identifier": [{"use": "usual", "system": systeme, "value": valeur}],
    }


def identifiant_fhir(cle: str) -> str:
    """Return the id of a resource: 64 signs of letters, digits, dash and dot at most (R4, datatype id)."""
    return cle if len(cle) <= 64 else hashlib.sha256(cle.encode()).hexdigest()


def _vers(genre: str, cle: str) -> dict[str, str]:
    return {"reference": adresse(genre, identifiant_fhir(cle))}


def collection(agenda: AgendaGap, *, le: dt.datetime) -> Ressource:
    """Return everything of an agenda as one bundle to be kept or sent."""
    ressources = [schedule(agenda), *slots(agenda), *appointments(agenda)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": le.isoformat(timespec="seconds"),
        "entry": [_entree(ressource) for ressource in ressources],
    }


def reponse(trouvees: list[Ressource], jointes: list[Ressource], *, total: int, liens: dict[str, str]) -> Ressource:
    """Return the answer to a search: what was asked, then what it refers to, so that every reference leads somewhere."""
    entrees = [_entree(ressource) | {"search": {"mode": "match"}} for ressource in trouvees]
    entrees += [_entree(ressource) | {"search": {"mode": "include"}} for ressource in jointes]
    lot: Ressource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in liens.items()],
    }
    return lot | ({"entry": entrees} if entrees else {})


def _entree(ressource: Ressource) -> Ressource:
    return {"fullUrl": adresse(ressource["resourceType"], ressource["id"]), "resource": ressource}
