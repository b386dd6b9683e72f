"""Who reads a restitution, and the smallest count of persons each may read (R42)."""

from __future__ import annotations

from enum import StrEnum

REGLES_PAR_DEFAUT = "aire-2024"


class Public(StrEnum):
    """`restreint`: ARS and steering committees; `ouvert`: everyone."""

    RESTREINT = "restreint"
    OUVERT = "ouvert"


SEUILS = {Public.RESTREINT: 5, Public.OUVERT: 11}
"""Default threshold of each public, and the lowest it may ask for."""
