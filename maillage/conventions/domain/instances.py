"""Instances of a territory: their seats, the states of a session and of a decision, and the yearly follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class SiegeInstance:
    """A seat that a text, or use, gives to an instance; `remarque` says what must be known of it."""

    code: str
    libelle: str
    remarque: str = ""


@dataclass(frozen=True)
class TypeInstance:
    """A kind of instance and its seats. `suit`: its meeting counts as the yearly follow-up of the convention."""

    code: str
    sigle: str
    libelle: str
    source: str
    suit: bool
    sieges: tuple[SiegeInstance, ...]


class EtatSeance(StrEnum):
    """A session is planned, held, or called off."""

    PREVUE = "PREVUE"
    TENUE = "TENUE"
    ANNULEE = "ANNULEE"


class EtatDecision(StrEnum):
    """A decision waits, is done, or is given up; each change is said at a session."""

    A_FAIRE = "A_FAIRE"
    FAITE = "FAITE"
    ABANDONNEE = "ABANDONNEE"


LIBELLES_SEANCE = {EtatSeance.PREVUE: "Prévue", EtatSeance.TENUE: "Tenue", EtatSeance.ANNULEE: "Annulée"}
LIBELLES_DECISION = {
    EtatDecision.A_FAIRE: "À faire",
    EtatDecision.FAITE: "Faite",
    EtatDecision.ABANDONNEE: "Abandonnée",
}


def suivi_avant(depuis: date, mois: int) -> date:
    """Return the last day by which a meeting must be held, the last one (or the beginning of the convention) being on `depuis`."""
    return depuis + relativedelta(months=mois)
