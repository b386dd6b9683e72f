"""Time to first answer per territory, without small counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Attendue:
    """A request: its territory, the day it came, the day of the first answer (None: not yet)."""

    territoire: str
    deposee: date
    repondue: date | None


@dataclass(frozen=True)
class DelaiTerritoire:
    """What may be said of a territory: `demandes` is None when the count is hidden, `mediane_jours` when too few answers exist."""

    territoire: str
    demandes: int | None
    mediane_jours: float | None


def delais_par_territoire(demandes: Iterable[Attendue], *, seuil: int) -> list[DelaiTerritoire]:
    """Return one line per territory met, by code; counts from 1 to `seuil` - 1 are hidden, and no total is ever made of the lines."""
    par_territoire: dict[str, list[Attendue]] = defaultdict(list)
    for demande in demandes:
        par_territoire[demande.territoire].append(demande)
    return [_ligne(territoire, lignes, seuil) for territoire, lignes in sorted(par_territoire.items())]


def _ligne(territoire: str, lignes: list[Attendue], seuil: int) -> DelaiTerritoire:
    if len(lignes) < seuil:
        return DelaiTerritoire(territoire, None, None)
    jours = [(ligne.repondue - ligne.deposee).days for ligne in lignes if ligne.repondue is not None]
    return DelaiTerritoire(territoire, len(lignes), float(median(jours)) if len(jours) >= seuil else None)
