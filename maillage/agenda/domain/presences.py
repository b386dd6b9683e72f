"""Presence: « tout le monde est là », then the exceptions, in the light of the absences already known (R6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

PRESENT = "PRESENT"
ABSENT = "ABSENT"
NON_DIT = ""


@dataclass(frozen=True)
class Intervalle:
    """Half-open [debut, fin) of instants; an empty end means « no end yet »."""

    debut: datetime
    fin: datetime | None


@dataclass(frozen=True)
class ExceptionPresence:
    """What departs from « everyone is here » for one young person: `presence` ABSENT, PRESENT, or empty (not said)."""

    presence: str
    motif: str = ""
    preavis_h: Decimal | None = None
    motif_local_id: int | None = None


class Couverture(StrEnum):
    """How much of an événement the known absences take."""

    AUCUNE = "AUCUNE"
    PARTIELLE = "PARTIELLE"
    TOTALE = "TOTALE"


def couverture(debut: datetime, fin: datetime, absences: Iterable[Intervalle]) -> Couverture:
    """Tell whether the union of the absences takes nothing, a part or the whole of [debut, fin)."""
    reste_a_partir_de, touche = debut, False
    for absence in sorted(absences, key=lambda a: a.debut):
        terme = fin if absence.fin is None else min(absence.fin, fin)
        if terme <= max(absence.debut, debut):
            continue
        touche = True
        if absence.debut <= reste_a_partir_de:
            reste_a_partir_de = max(reste_a_partir_de, terme)
    if not touche:
        return Couverture.AUCUNE
    return Couverture.TOTALE if reste_a_partir_de >= fin else Couverture.PARTIELLE


def presence_a_noter(actuelle: str, exception: ExceptionPresence | None, couverte: Couverture) -> str:
    """Return the presence that confirming writes for one young person.

    What was said for this person wins, then what was noted before, then the known absences: wholly away is ABSENT, partly away stays « not
    said » so that the count keeps the hours of presence (R6), anyone else is PRESENT.
    """
    if exception is not None:
        return exception.presence
    if actuelle:
        return actuelle
    return {Couverture.TOTALE: ABSENT, Couverture.PARTIELLE: NON_DIT, Couverture.AUCUNE: PRESENT}[couverte]


def est_absent(presence: str, couverte: Couverture) -> bool:
    """Tell whether a young person is shown as absent: noted so, or wholly covered by an absence and not noted present."""
    return presence == ABSENT or (presence == NON_DIT and couverte is Couverture.TOTALE)


def presence_reunie(presences: Iterable[str]) -> str:
    """Presence after merging two occurrences of one événement (R5): PRESENT if any says so, else ABSENT if any says so."""
    dites = set(presences)
    return next((presence for presence in (PRESENT, ABSENT) if presence in dites), NON_DIT)
