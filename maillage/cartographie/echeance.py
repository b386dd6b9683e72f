"""The time a whole command may take, reading and writing included."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from decimal import Decimal

PART_DE_RESERVE = 0.03
RESERVE_MIN = 0.3
"""Seconds, and share of the limit, kept to evaluate and write the result."""


@dataclass(frozen=True)
class Echeance:
    """Starts when it is made; `reste` is what a search may still use."""

    secondes: float
    debut: float = field(default_factory=time.monotonic)

    @classmethod
    def de(cls, secondes: Decimal) -> Echeance:
        return cls(float(secondes) - max(RESERVE_MIN, float(secondes) * PART_DE_RESERVE))

    def reste(self) -> float:
        """Seconds, never under 0."""
        return max(0.0, self.debut + self.secondes - time.monotonic())

    def est_passee(self) -> bool:
        return self.reste() <= 0

    def au_plus(self, secondes: float) -> Echeance:
        """The same limit, or that many seconds from now if sooner."""
        return Echeance(min(secondes, self.reste()))

    def part(self, quota: float) -> Echeance:
        """A limit at that share of what remains."""
        return Echeance(self.reste() * quota)
