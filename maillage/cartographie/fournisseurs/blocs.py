"""Large matrices asked in blocks; a block that the service refuses is halved until the faulty pairs stand alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from maillage.cartographie.domain.nombres import arrondir_decimal
from maillage.cartographie.domain.temps import ABSENT, Point, Provenance, Trajets
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.fournisseurs.service import RequeteRefuseeError

COTE = 50
"""Origins and destinations of a block: under the default limits of both engines (100 points, 2,500 pairs)."""
SECONDES_PAR_MINUTE = 60
SANS_ITINERAIRE = "aucun itinéraire entre ces deux points"

Rangs = Sequence[int]


@dataclass(frozen=True)
class Reponse:
    """One pair: seconds and metres, None without a route; snapping distances in metres, None if not said."""

    secondes: Decimal | None
    metres: Decimal | None
    accroches: tuple[Decimal | None, Decimal | None]


Interroger = Callable[[Sequence[Point], Sequence[Point]], Sequence[Sequence[Reponse]]]


@dataclass
class Collecte:
    """Fills the result from the answers to blocks."""

    origines: Sequence[Point]
    destinations: Sequence[Point]
    accroche_max: Decimal
    motifs: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        forme = len(self.origines), len(self.destinations)
        self.minutes, self.km, self.accroche_m = (np.full(forme, ABSENT, dtype=np.int64) for _ in range(3))

    def parcourir(self, interroger: Interroger) -> None:
        for lignes in _tranches(range(len(self.origines))):
            for colonnes in _tranches(range(len(self.destinations))):
                self._demander(interroger, lignes, colonnes)

    def trajets(self, provenance: Provenance) -> Trajets:
        return Trajets(self.minutes, self.km, self.accroche_m, self.motifs, provenance)

    def refuser(self, ligne: int, colonne: int, motif: str) -> None:
        self.motifs[ligne, colonne] = motif

    def _demander(self, interroger: Interroger, lignes: Rangs, colonnes: Rangs) -> None:
        try:
            reponses = interroger([self.origines[i] for i in lignes], [self.destinations[j] for j in colonnes])
        except RequeteRefuseeError as erreur:
            self._reduire(interroger, lignes, colonnes, str(erreur))
            return
        try:
            for i, rang in zip(lignes, reponses, strict=True):
                for j, reponse in zip(colonnes, rang, strict=True):
                    self._noter(i, j, reponse)
        except (ArithmeticError, ValueError):
            raise FournisseurIndisponibleError(
                "le service rend une matrice d'une autre taille, ou des non-nombres"
            ) from None

    def _reduire(self, interroger: Interroger, lignes: Rangs, colonnes: Rangs, motif: str) -> None:
        if len(lignes) == len(colonnes) == 1:
            self.refuser(lignes[0], colonnes[0], motif)
        elif len(lignes) >= len(colonnes):
            for moitie in _moities(lignes):
                self._demander(interroger, moitie, colonnes)
        else:
            for moitie in _moities(colonnes):
                self._demander(interroger, lignes, moitie)

    def _noter(self, i: int, j: int, reponse: Reponse) -> None:
        accroche = max((metres for metres in reponse.accroches if metres is not None), default=None)
        if accroche is not None and accroche > self.accroche_max:
            self.refuser(i, j, f"point à {accroche:.0f} m du réseau, au plus {self.accroche_max} m acceptés")
        elif reponse.secondes is None:
            self.refuser(i, j, SANS_ITINERAIRE)
        else:
            self.minutes[i, j] = arrondir_decimal(reponse.secondes / SECONDES_PAR_MINUTE, 2)
            self.km[i, j] = ABSENT if reponse.metres is None else arrondir_decimal(reponse.metres / 1000, 3)
            self.accroche_m[i, j] = ABSENT if accroche is None else arrondir_decimal(accroche, 2)


def _tranches(rangs: Rangs) -> Iterator[Rangs]:
    return (rangs[debut : debut + COTE] for debut in range(0, len(rangs), COTE))


def _moities(rangs: Rangs) -> tuple[Rangs, Rangs]:
    return rangs[: len(rangs) // 2], rangs[len(rangs) // 2 :]
