"""The private link of a partner: how long it lives, what a one-time code is worth at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class ReglagesPartage:
    """How long a link and a code live, how many tries a code bears, how long a reading stays open, how many tries an origin has per hour."""

    lien: timedelta
    code: timedelta
    code_essais: int
    code_chiffres: int
    lecture: timedelta
    essais_par_heure: int


@dataclass(frozen=True)
class CodeEnvoye:
    """The code last sent for a link, as kept: its hash, its end, the tries already made."""

    empreinte: str
    expire_le: datetime | None
    essais: int

    def vaut(self, le: datetime, reglages: ReglagesPartage) -> bool:
        """Tell whether this code may still open the link at a moment, the hash being right."""
        vivant = self.expire_le is not None and le < self.expire_le
        return vivant and bool(self.empreinte) and self.essais < reglages.code_essais


def ecrire_code(chiffres: str) -> str:
    """Write a code in two groups, easier to copy: « 4821 7390 »."""
    milieu = len(chiffres) // 2
    return f"{chiffres[:milieu]} {chiffres[milieu:]}"


def lire_code(saisie: str) -> str:
    """Return the digits of what was typed."""
    return "".join(signe for signe in saisie if signe.isdigit())
