"""What must be done before a day: one line said as an act, and its state in words.

Each context gives its own lines (`selectors.echeances`); the portal gathers them into the one work list. Source: reglementation.md section 9
(deadlines), issue « work list of deadlines in three states named in words ».
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

ANNONCE = relativedelta(months=3)
"""From how long before its last day a deadline is near."""


class EtatEcheance(StrEnum):
    """The three states of a deadline; the value is what the page says."""

    ECHUE = "Échue"
    PROCHE = "Moins de 3 mois"
    LOINTAINE = "Plus de 3 mois"


@dataclass(frozen=True)
class Echeance:
    """One thing to do.

    `nature` is the family of the deadline as its filter says it (« Notification MDPH »); `acte` begins with a verb and names the person;
    `dernier_jour` is the last day on which the act is in time; `url` leads to where the act is done; `precision` says the rule in a few words.
    """

    nature: str
    acte: str
    dernier_jour: dt.date
    url: str
    jeune_id: int | None = None
    precision: str = ""

    def etat(self, le: dt.date) -> EtatEcheance:
        """Return the state on a day: the last day itself is still in time."""
        if self.dernier_jour < le:
            return EtatEcheance.ECHUE
        return EtatEcheance.PROCHE if self.dernier_jour < _horizon(le) else EtatEcheance.LOINTAINE


@lru_cache(maxsize=8)
def _horizon(le: dt.date) -> dt.date:
    """The same for the thousands of lines of a day."""
    return le + ANNONCE


@dataclass(frozen=True)
class EcheanceSituee:
    """A deadline read from above, among those of several dispositifs and départements: `lieu` names which one, `departement` is its code."""

    lieu: str
    departement: str
    echeance: Echeance
