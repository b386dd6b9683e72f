"""Real communes of the region, where invented dispositifs are set."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from random import Random

from maillage.territoire import selectors as territoire

REGION = "76"
DEPARTEMENTS = ("31", "31", "30", "66", "81", "11", "34", "82", "65", "12", "32", "46", "34", "09", "30", "48")
"""In the order of the dispositifs, the most peopled coming back; the first two are neighbours, so that they share their waiting lists."""
POPULATION_D_UN_SIEGE = 3000
VOISINES = 12
ATTENTE_DES_SIEGES = 8


@dataclass(frozen=True)
class Lieu:
    """A commune: COG code, name, département, point (degrees)."""

    code: str
    nom: str
    departement: str
    lon: float
    lat: float
    population: int


def lire_communes() -> dict[str, list[Lieu]]:
    """Return the communes with a point of each département used, the most peopled first: one query each."""
    return {
        departement: sorted(
            (
                Lieu(c.code, c.nom, c.departement, c.lon, c.lat, c.population or 0)
                for c in territoire.communes_du_departement(departement)
                if c.lon is not None and c.lat is not None
            ),
            key=lambda lieu: (-lieu.population, lieu.code),
        )
        for departement in sorted(set(DEPARTEMENTS))
    }


def choisir_lieux(communes: dict[str, list[Lieu]], rang: int, rng: Random) -> list[Lieu]:
    """Return the seat of a dispositif and its nearest communes, its territory."""
    departement = communes[DEPARTEMENTS[rang % len(DEPARTEMENTS)]]
    sieges = [lieu for lieu in departement if lieu.population >= POPULATION_D_UN_SIEGE] or departement
    siege = rng.choice(sieges[:ATTENTE_DES_SIEGES])
    proches = sorted(departement, key=lambda lieu: (hypot(lieu.lon - siege.lon, lieu.lat - siege.lat), lieu.code))
    return [siege, *(lieu for lieu in proches if lieu != siege)][:VOISINES]
