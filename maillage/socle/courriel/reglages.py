"""Settings of the outbox, as data: delays between tries, natures, and which of them one may decline."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class NatureCourriel:
    """A kind of mail; `desinscription`: its recipient may decline it."""

    code: str
    libelle: str
    desinscription: bool = False


@dataclass(frozen=True)
class ReglagesCourriel:
    """Delays before each new try, when a sending is held for uncertain, how long a mail is kept, weight of the files."""

    reprises: tuple[timedelta, ...]
    interruption: timedelta
    conservation: timedelta
    pieces_octets_max: int
    natures: dict[str, NatureCourriel]

    def attente(self, essais: int) -> timedelta | None:
        """Return how long to wait after that many tries, None when it is given up."""
        return self.reprises[essais - 1] if essais <= len(self.reprises) else None


@lru_cache
def reglages() -> ReglagesCourriel:
    """Return the settings shipped with the product."""
    contenu = tomllib.loads((files(__package__) / "reglages.toml").read_text("utf-8"))
    return ReglagesCourriel(
        reprises=tuple(timedelta(minutes=minutes) for minutes in contenu["reprises_minutes"]),
        interruption=timedelta(minutes=contenu["interruption_minutes"]),
        conservation=timedelta(days=contenu["conservation_jours"]),
        pieces_octets_max=contenu["pieces_octets_max"],
        natures={code: NatureCourriel(code, **ligne) for code, ligne in contenu["natures"].items()},
    )


def nature_connue(code: str) -> NatureCourriel:
    """Return a nature of the table; raises KeyError for a word that is not there (a mistake of the caller, not of a person)."""
    return reglages().natures[code]
