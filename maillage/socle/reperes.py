"""Towns named on every map, so that a person finds their way. A room above gives them (apps.py): this floor knows no place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cadre:
    """A rectangle of the country, in degrees."""

    ouest: float
    sud: float
    est: float
    nord: float

    def elargi(self, degres: float) -> Cadre:
        return Cadre(self.ouest - degres, self.sud - degres, self.est + degres, self.nord + degres)

    def contient(self, lon: float, lat: float) -> bool:
        return self.ouest <= lon <= self.est and self.sud <= lat <= self.nord


@dataclass(frozen=True)
class Repere:
    """A name to write on a map; the first ones given win when room is short."""

    nom: str
    lon: float
    lat: float


Lecteur = Callable[[Cadre], Sequence[Repere]]
_lecteurs: list[Lecteur] = []


def inscrire_reperes(lecteur: Lecteur) -> None:
    """Register who knows the towns; twice does nothing more."""
    if lecteur not in _lecteurs:
        _lecteurs.append(lecteur)


def reperes_du_cadre(cadre: Cadre) -> list[Repere]:
    return [repere for lecteur in _lecteurs for repere in lecteur(cadre)]
