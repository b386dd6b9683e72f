"""A whole-number programme solved by HiGHS: the only place where floats appear, and they never leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import starmap

import highspy
import numpy as np

OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("presolve", "off"),  # it was seen to miss tables that exist, which costs useless masks
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.99),  # objectives are whole numbers
    ("mip_max_nodes", 5000),  # a limit in nodes, not in seconds: same result on every machine
)


class SolveurMuet(highspy.Highs):
    """HiGHS writes a banner on standard output when its callbacks are enabled, before it can be told to be quiet."""

    def enableCallbacks(self) -> None:  # noqa: N802 - name of the library; no callback is used here
        return


class Programme:
    """Whole variables, rows `bas ≤ Σ coefficient × variable ≤ haut`, and one objective at a time."""

    def __init__(self) -> None:
        self._solveur = SolveurMuet()
        for nom, valeur in OPTIONS:
            self._solveur.setOptionValue(nom, valeur)
        self._nombre = 0

    def variable(self, bas: int, haut: int, *, cout: int = 0) -> int:
        """Index of a new variable."""
        indice = self._nombre
        self._solveur.addVar(float(bas), float(haut))
        self._solveur.changeColIntegrality(indice, highspy.HighsVarType.kInteger)
        self._solveur.changeColCost(indice, float(cout))
        self._nombre += 1
        return indice

    def ligne(self, termes: Sequence[tuple[int, int]], bas: int | None, haut: int | None) -> None:
        """A row; None is no limit."""
        self._solveur.addRow(
            -highspy.kHighsInf if bas is None else float(bas),
            highspy.kHighsInf if haut is None else float(haut),
            len(termes),
            np.array([indice for indice, _ in termes], dtype=np.int32),
            np.array([coefficient for _, coefficient in termes], dtype=np.float64),
        )

    def couts(self, couts: Iterable[tuple[int, int]]) -> None:
        list(starmap(self._solveur.changeColCost, ((indice, float(cout)) for indice, cout in couts)))

    def minimiser(self) -> list[int] | None:
        """Values rounded to whole numbers, to be checked by the caller; None when none is found."""
        self._solveur.run()
        solution = self._solveur.getSolution()
        if not solution.value_valid or self._solveur.getInfo().primal_solution_status != 2:
            return None
        return [round(valeur) for valeur in solution.col_value]
