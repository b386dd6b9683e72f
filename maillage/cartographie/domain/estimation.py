"""Estimated minutes from kilometres, by stages of speed; always labelled as an estimation (contract, section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from maillage.cartographie.domain.temps import Reels

DETOUR = Decimal("1.3")
MINUTES_PAR_HEURE = 60


@dataclass(frozen=True)
class ProfilVitesses:
    """`paliers`: (kilometre where the stage ends, km/h), the last one without end (infinity)."""

    paliers: tuple[tuple[float, float], ...]

    def minutes(self, km: Reels) -> Reels:
        """Minutes to drive these kilometres from their beginning; never falls when they grow."""
        total, debut = np.zeros_like(km), 0.0
        for fin, vitesse in self.paliers:
            total += (np.clip(km, debut, fin) - debut) * (MINUTES_PAR_HEURE / vitesse)
            debut = fin
        return total


VITESSES = ProfilVitesses(((5.0, 25.0), (30.0, 50.0), (float("inf"), 80.0)))
