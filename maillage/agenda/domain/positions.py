"""Where something happens, when that is known well enough to reason on distances."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """A point (degrees) and the name of the place, as it is said on a page."""

    lon: float
    lat: float
    nom: str
