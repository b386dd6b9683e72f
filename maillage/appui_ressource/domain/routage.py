"""Who answers: the dispositif that declares the commune, else the nearest of the département, else the nearest of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum


class Proximite(IntEnum):
    """How a dispositif is bound to a commune, the strongest bond first."""

    TERRITOIRE = 0
    DEPARTEMENT = 1
    AILLEURS = 2


MOTS_PROXIMITE = {
    Proximite.TERRITOIRE: "la commune est dans son territoire",
    Proximite.DEPARTEMENT: "c'est le plus proche du département",
    Proximite.AILLEURS: "c'est le plus proche",
}


@dataclass(frozen=True)
class Candidat:
    """A dispositif that could answer; `distance_km` is None when nothing of it is placed on a map."""

    dispositif_id: int
    nom: str
    type: str
    proximite: Proximite
    distance_km: float | None


def choisir_dispositif(candidats: Iterable[Candidat], types: Collection[str]) -> Candidat | None:
    """Return who answers for a public: by bond, then by public (`types` of dispositif meant for it, empty: all), then by distance.

    Ties go to the name, then to the key, so that the same request always finds the same dispositif. None without any candidate.
    """
    return min(candidats, key=lambda candidat: _rang(candidat, types), default=None)


def _rang(candidat: Candidat, types: Collection[str]) -> tuple[int, bool, float, str, int]:
    hors_public = bool(types) and candidat.type not in types
    distance = float("inf") if candidat.distance_km is None else candidat.distance_km
    return candidat.proximite, hors_public, distance, candidat.nom, candidat.dispositif_id
