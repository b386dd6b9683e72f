"""Where a point can be: coordinates swapped or outside the country are told, never mended in silence; and when a position asks for an eye."""

from __future__ import annotations

import math
from enum import StrEnum

RAYON_TERRE_KM = 6371.0


class DefautPosition(StrEnum):
    """Why a position is not used; the text is for people."""

    ABSENTE = "aucune position"
    INVERSEE = "longitude et latitude semblent inversées"
    HORS_DU_PAYS = "position hors de France"


CADRES = (
    (-5.5, 41.0, 9.8, 51.5),
    (-61.9, 15.8, -60.9, 16.6),
    (-61.3, 14.3, -60.7, 15.0),
    (-54.7, 2.0, -51.5, 5.9),
    (55.1, -21.5, 55.9, -20.8),
    (44.9, -13.1, 45.4, -12.6),
)
"""West, south, east, north in degrees: metropolitan France, Guadeloupe, Martinique, Guyane, La Réunion, Mayotte."""


def est_en_france(lon: float, lat: float) -> bool:
    return any(ouest <= lon <= est and sud <= lat <= nord for ouest, sud, est, nord in CADRES)


def defaut_de(lon: float | None, lat: float | None) -> DefautPosition | None:
    """Return what is wrong with a position, None when nothing is."""
    if lon is None or lat is None:
        return DefautPosition.ABSENTE
    if est_en_france(lon, lat):
        return None
    return DefautPosition.INVERSEE if est_en_france(lat, lon) else DefautPosition.HORS_DU_PAYS


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance on a sphere: enough to tell a wrong town from a right one."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    demi_lat, demi_lon = (phi_b - phi_a) / 2, math.radians(lon_b - lon_a) / 2
    corde = math.sin(demi_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(demi_lon) ** 2
    return 2 * RAYON_TERRE_KM * math.asin(math.sqrt(corde))


def motif_de_position(
    position: tuple[float | None, float | None],
    centre: tuple[float, float] | None,
    score: float | None,
    *,
    score_min: float,
    distance_max_km: float,
) -> str:
    """Return why a person should look at a position (a code of MotifRevue, "" when nothing is doubtful).

    `centre` is the point of its commune, None if unknown; `score` is what the geocoder said of the address, None if it was not asked.
    """
    lon, lat = position
    if centre is None:
        return "COMMUNE_INCONNUE"
    if lon is None or lat is None:
        return "SANS_POSITION"
    if distance_km(lon, lat, *centre) > distance_max_km:
        return "LOIN_DE_LA_COMMUNE"
    return "SCORE_FAIBLE" if score is not None and score < score_min else ""
