"""Estimated times: geodesic kilometres times a detour, driven by stages of speed. Always labelled as an estimation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from maillage.cartographie.domain.estimation import DETOUR, VITESSES, ProfilVitesses
from maillage.cartographie.domain.nombres import arrondir_reels
from maillage.cartographie.domain.temps import ABSENT, Point, Provenance, Reels, Trajets
from maillage.cartographie.fournisseurs.geodesie import distances_m

METRES_PAR_KM = 1000


@dataclass(frozen=True)
class Estimation:
    """Needs nothing but coordinates."""

    detour: Decimal = DETOUR
    vitesses: ProfilVitesses = VITESSES

    def mesurer(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
        km = self.kilometres(origines, destinations)
        return Trajets(
            arrondir_reels(self.vitesses.minutes(km), 2),
            arrondir_reels(km, 3),
            np.full(km.shape, ABSENT, dtype=np.int64),
            {},
            Provenance("estimation", None, estimation=True),
        )

    def kilometres(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Reels:
        """Origins x destinations."""
        lon, lat = _coordonnees(origines)
        vers_lon, vers_lat = _coordonnees(destinations)
        forme = len(origines), len(destinations)
        grille = [np.repeat(axe, forme[1]) for axe in (lon, lat)] + [
            np.tile(axe, forme[0]) for axe in (vers_lon, vers_lat)
        ]
        return (distances_m(*grille) * (float(self.detour) / METRES_PAR_KM)).reshape(forme)


def _coordonnees(points: Sequence[Point]) -> tuple[Reels, Reels]:
    return np.array([point.lon for point in points], dtype=np.float64), np.array(
        [p.lat for p in points], dtype=np.float64
    )
