"""Journeys between many places, asked of a provider once: minutes and kilometres by pair of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import ABSENT, Point, Provenance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.territoire.domain.positions import defaut_de


@dataclass(frozen=True)
class LiaisonsConnues:
    """Minutes and kilometres from a name to another; nothing when no road is known."""

    mesures: Mapping[tuple[str, str], tuple[float, float]]
    provenance: Provenance

    def minutes(self, de: str, vers: str) -> float | None:
        return 0.0 if de == vers else self.mesures.get((de, vers), (None, None))[0]

    def km(self, de: str, vers: str) -> float | None:
        return 0.0 if de == vers else self.mesures.get((de, vers), (None, None))[1]


def mesurer_entre(points: Mapping[str, tuple[float, float]], fournisseur: Fournisseur) -> LiaisonsConnues:
    """Every pair of these places. Raises FournisseurIndisponibleError."""
    surs = [Point(nom, *point) for nom, point in sorted(points.items()) if defaut_de(*point) is None]
    if not surs:
        return LiaisonsConnues({}, Provenance("aucun lieu à relier"))
    trajets = fournisseur.mesurer(surs, surs)
    minutes, km = trajets.minutes.tolist(), trajets.km.tolist()
    mesures = {
        (de.id, vers.id): (minutes[i][j] / UNITE, km[i][j] / UNITE)
        for i, de in enumerate(surs)
        for j, vers in enumerate(surs)
        if minutes[i][j] != ABSENT
    }
    return LiaisonsConnues(mesures, trajets.provenance)
