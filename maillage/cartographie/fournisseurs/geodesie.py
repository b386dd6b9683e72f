"""Distances on the WGS84 ellipsoid."""

from __future__ import annotations

import numpy as np
from pyproj import Geod

from maillage.cartographie.domain.temps import Reels

ELLIPSOIDE = Geod(ellps="WGS84")


def distances_m(lon: Reels, lat: Reels, vers_lon: Reels, vers_lat: Reels) -> Reels:
    """Geodesic metres between points taken two by two."""
    _, _, metres = ELLIPSOIDE.inv(lon, lat, vers_lon, vers_lat)
    return np.asarray(metres, dtype=np.float64)
