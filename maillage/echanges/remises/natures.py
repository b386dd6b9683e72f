"""What can be handed over, and where the operator lets it go: the declared table and the settings, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from django.conf import settings

from maillage.echanges.domain.remises import CANAUX, Destination, lire_destination


@dataclass(frozen=True)
class NatureRemise:
    """`actes`: those of the journal that call for it (patterns); `demandable`: someone may ask for it, with the right `section`."""

    code: str
    libelle: str
    actes: tuple[str, ...]
    canaux: frozenset[str]
    adresse: str = ""
    section: str = ""
    demandable: bool = False

    def appelee_par(self, acte: str) -> bool:
        return any(fnmatchcase(acte, motif) for motif in self.actes)


@dataclass(frozen=True)
class Reglages:
    """Delays of the queue, and the natures by code."""

    reprises: tuple[timedelta, ...]
    interruption: timedelta
    conservation: timedelta
    extrait_agenda: timedelta
    natures: dict[str, NatureRemise]

    def attente(self, essais: int) -> timedelta | None:
        """Return how long to wait after that many tries, None to give up."""
        return self.reprises[essais - 1] if essais <= len(self.reprises) else None


@cache
def reglages() -> Reglages:
    """Return what remises.toml declares."""
    lu = tomllib.loads((files("maillage.echanges.referentiels") / "remises.toml").read_text("utf-8"))
    return Reglages(
        reprises=tuple(timedelta(minutes=minutes) for minutes in lu["reprises_minutes"]),
        interruption=timedelta(minutes=lu["interruption_minutes"]),
        conservation=timedelta(days=lu["conservation_jours"]),
        extrait_agenda=timedelta(days=lu["extrait_agenda_jours"]),
        natures={
            code: NatureRemise(
                code, **{**valeurs, "actes": tuple(valeurs["actes"]), "canaux": frozenset(valeurs["canaux"])}
            )
            for code, valeurs in lu["natures"].items()
        },
    )


def destinations() -> dict[str, Destination]:
    """Return the destinations of the operator, by code: none by default."""
    connues = {canal: frozenset(n.code for n in reglages().natures.values() if canal in n.canaux) for canal in CANAUX}
    return {code: lire_destination(code, valeurs, connues=connues) for code, valeurs in settings.REMISES.items()}
