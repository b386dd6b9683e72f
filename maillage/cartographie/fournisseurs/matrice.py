"""A time file supplied by the operator: its own pairs only, its own provenance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.cartographie.domain.nombres import arrondir_millioniemes
from maillage.cartographie.domain.temps import ABSENT, Entiers, Point, Trajets
from maillage.cartographie.lecture.temps import FichierTemps

MESURES = ("km", "accroche_m")
MOTIF = "paire absente de la matrice"


@dataclass(frozen=True)
class Matrice:
    fichier: FichierTemps

    def mesurer(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
        rangs = self.fichier.rangs_entre([point.id for point in origines], [point.id for point in destinations])
        forme = len(origines), len(destinations)
        minutes = self._grille("minutes", 2, rangs, forme)
        absentes = zip(*(axe.tolist() for axe in np.nonzero(minutes == ABSENT)), strict=True)
        return Trajets(
            minutes,
            self._grille("km", 3, rangs, forme),
            self._grille("accroche_m", 2, rangs, forme),
            {(int(i), int(j)): MOTIF for i, j in absentes},
            self.fichier.provenance,
        )

    def _grille(self, mesure: str, decimales: int, rangs: tuple[Entiers, ...], forme: tuple[int, int]) -> Entiers:
        lignes, origines, destinations = rangs
        grille = np.full(forme, ABSENT, dtype=np.int64)
        grille[origines, destinations] = arrondir_millioniemes(self.fichier.mesures[mesure][lignes], decimales)
        return grille
