"""Which dispositifs are alike: same public (type), same kind of territory. Never staff, never results; a fixed partition, the same for all.

A partition rather than the nearest neighbours of each: groups that overlap could be subtracted from one another.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.pilotage.domain.mesures import DISTRIBUTIONS, SOMME_MAJORANTE, TAUX

INCONNU = "territoire non décrit"
EFFECTIF_MIN = 5
"""Fewest returns of a group that is shown: what R44 asks of quartiles, here asked of everything."""
RAYON_TERRE_KM = 6371.0
Point = tuple[float, float]
"""Longitude, latitude, in decimal degrees."""


@dataclass(frozen=True)
class BornesTerritoire:
    """Bounds of the kinds of territory (referentiels/territoires.toml): inhabitants by km², minutes."""

    peu_dense: float
    dense: float
    eloigne: float


@dataclass(frozen=True)
class ProfilTerritoire:
    """`densite`: inhabitants by km²; `minutes`: estimated drive from the nearest unit, mean over the inhabitants; None when not known."""

    densite: float | None
    minutes: float | None


def classe(profil: ProfilTerritoire, seuils: BornesTerritoire) -> str:
    """Return the kind of territory in words."""
    if profil.densite is None:
        return INCONNU
    if profil.densite >= seuils.dense:
        return "territoire dense"
    if profil.densite >= seuils.peu_dense:
        return "territoire de densité intermédiaire"
    if profil.minutes is None or profil.minutes < seuils.eloigne:
        return "territoire peu dense, trajets courts"
    return "territoire peu dense, trajets longs"


def sommes_de(code: str) -> set[str]:
    """Return the sums that a figure of a table speaks of, itself included."""
    liees = {code}
    for taux in TAUX:
        if taux.code == code:
            liees |= {*taux.liees, *([SOMME_MAJORANTE[code]] if code in SOMME_MAJORANTE else [])}
    return liees | {distribution.somme for distribution in DISTRIBUTIONS if distribution.code == code}


def surface_km2(anneau: Sequence[Point]) -> float:
    """Return the area of a ring on the sphere, always positive (Chamberlain and Duquette, 2007)."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
        total += math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
    return abs(total) * RAYON_TERRE_KM**2 / 2


def kilometres(depart: Point, arrivee: Point) -> float:
    """Return the great-circle distance."""
    (lon1, lat1), (lon2, lat2) = ([math.radians(degre) for degre in point] for point in (depart, arrivee))
    corde = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RAYON_TERRE_KM * math.asin(math.sqrt(corde))


def moyenne_ponderee(valeurs: Iterable[tuple[float, float]]) -> float | None:
    """Return the mean of (value, weight); None without weight."""
    paires = list(valeurs)
    poids = sum(poids for _, poids in paires)
    return sum(valeur * poids for valeur, poids in paires) / poids if poids else None
