"""Travel times: where they come from, and the pairs of a run as arrays of exact millionths of a minute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]
Booleens = npt.NDArray[np.bool_]

INATTEIGNABLE = int(np.iinfo(np.int64).max)
"""Minutes of a pair that has no time, in a matrix to compare."""
ABSENT = -1
"""A measure that is not given."""


@dataclass(frozen=True)
class Provenance:
    """What every result repeats of its times (contract, « Times in, times out »)."""

    source: str
    date: dt.date | None = None
    estimation: bool = False

    def cellules(self) -> tuple[str, str, str]:
        """Columns `source, date, estimation` of a CSV result."""
        return self.source, self.date.isoformat() if self.date else "", "true" if self.estimation else "false"

    def objet(self) -> dict[str, str | bool | None]:
        """Key `temps` of a JSON result."""
        return {
            "source": self.source,
            "date": self.date.isoformat() if self.date else None,
            "estimation": self.estimation,
        }


@dataclass(frozen=True)
class Paires:
    """One entry per pair that has a time: ranks in the two lists of the run, minutes in millionths."""

    origines: Entiers
    destinations: Entiers
    minutes: Entiers
    provenance: Provenance

    def matrice(self, lignes: int, colonnes: int) -> Entiers:
        """Dense minutes, INATTEIGNABLE where there is no pair."""
        dense = np.full((lignes, colonnes), INATTEIGNABLE, dtype=np.int64)
        dense[self.origines, self.destinations] = self.minutes
        return dense


@dataclass(frozen=True)
class Point:
    """An identified place, WGS84 degrees."""

    id: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Trajets:
    """Answers of a provider, origins x destinations, in millionths of the rounded figures; ABSENT where there is none.

    `minutes` have two decimals, `km` three, `accroche_m` two. `motifs`: why a pair has no time, by its two ranks.
    """

    minutes: Entiers
    km: Entiers
    accroche_m: Entiers
    motifs: Mapping[tuple[int, int], str]
    provenance: Provenance


def paires(
    origines: Sequence[int], destinations: Sequence[int], minutes: Sequence[int], provenance: Provenance
) -> Paires:
    """From plain lists (pages, tests)."""
    return Paires(
        np.asarray(origines, dtype=np.int64),
        np.asarray(destinations, dtype=np.int64),
        np.asarray(minutes, dtype=np.int64),
        provenance,
    )
