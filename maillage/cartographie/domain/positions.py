"""Where a point can be: coordinates swapped or outside the country are told, never mended in silence."""

from __future__ import annotations

from enum import StrEnum


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
