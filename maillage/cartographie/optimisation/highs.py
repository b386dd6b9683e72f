"""HiGHS, one thread: a mixed integer model as arrays in, status, values and proven bound out.

Every objective given to it takes whole values on whole solutions: a gap under one is a proof. Its answers are rounded and
checked exactly by the callers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Thread

import highspy
import numpy as np

from maillage.cartographie.domain.temps import Booleens, Entiers, Reels
from maillage.cartographie.echeance import Echeance

TOLERANCE = 1e-7
"""Finer ones were seen to make the simplex turn for ever."""
ECART_ABSOLU = 0.9
RESERVE = 0.05
"""Seconds kept for the hand-over of a model to the solver and back."""
DEPASSEMENT_MAX = 1.5
"""Seconds after which a solver that forgot its limit is abandoned."""
INFINI = float("inf")


class Fin(StrEnum):
    """How a search ended."""

    PROUVE = "PROUVE"
    INFAISABLE = "INFAISABLE"
    INTERROMPU = "INTERROMPU"


@dataclass(frozen=True)
class Lignes:
    """Rows of a model, compressed: row r has columns `indices[debuts[r]:debuts[r + 1]]`."""

    debuts: Entiers
    indices: Entiers
    valeurs: Reels
    bas: Reels
    haut: Reels


@dataclass(frozen=True)
class Modele:
    """Minimise couts·x, x in [bas, haut], `entieres` integral."""

    couts: Reels
    haut: Reels
    entieres: Booleens
    lignes: Lignes
    bas: Reels = field(default_factory=lambda: np.array([]))


@dataclass(frozen=True)
class Reponse:
    """`valeurs` is None when nothing was found; `borne` is from below, -infinity when nothing is known."""

    fin: Fin
    valeurs: Reels | None
    borne: float


class SolveurMuet(highspy.Highs):
    """HiGHS writes a banner on standard output when its callbacks are enabled, before it can be told to be quiet."""

    def enableCallbacks(self) -> None:  # noqa: N802 - name of the library; no callback is used here
        return


def resoudre(
    modele: Modele, echeance: Echeance, *, depart: Reels | None = None, cible: float = -INFINI, relache: bool = False
) -> Reponse:
    """Stop at the limit, or at a solution of value `cible`; `relache` forgets integrality."""
    reste = echeance.reste() - RESERVE
    if reste <= 0:
        return Reponse(Fin.INTERROMPU, None, -INFINI)
    solveur = SolveurMuet()
    _regler(solveur, cible)
    solveur.passModel(_lp(modele, relache=relache))
    if depart is not None and not relache:
        solution = highspy.HighsSolution()
        solution.col_value = depart.tolist()
        solveur.setSolution(solution)
    limite = max(0.01, echeance.reste() - RESERVE)
    solveur.setOptionValue("time_limit", limite)
    if not _tourner(solveur, limite):
        return Reponse(Fin.INTERROMPU, None, -INFINI)
    return _reponse(solveur, relache=relache)


def _tourner(solveur: highspy.Highs, limite: float) -> bool:
    """False when the solver forgets its limit: it is left to its thread, which ends with the process."""
    fil = Thread(target=solveur.run, daemon=True)
    fil.start()
    fil.join(limite + DEPASSEMENT_MAX)
    return not fil.is_alive()


def _regler(solveur: highspy.Highs, cible: float) -> None:
    solveur.setOptionValue("output_flag", False)
    for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solveur.setOptionValue(option, TOLERANCE)
    solveur.setOptionValue("mip_rel_gap", 0.0)
    solveur.setOptionValue("mip_abs_gap", ECART_ABSOLU)
    solveur.setOptionValue("threads", 1)
    solveur.setOptionValue("objective_target", cible)


def _lp(modele: Modele, *, relache: bool) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(modele.couts), len(modele.lignes.bas)
    lp.col_cost_ = modele.couts
    lp.col_lower_ = modele.bas if len(modele.bas) else np.zeros(len(modele.couts))
    lp.col_upper_ = modele.haut
    lp.row_lower_, lp.row_upper_ = modele.lignes.bas, modele.lignes.haut
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = modele.lignes.debuts.astype(np.int32)
    lp.a_matrix_.index_ = modele.lignes.indices.astype(np.int32)
    lp.a_matrix_.value_ = modele.lignes.valeurs
    if not relache:
        types = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [types[int(entiere)] for entiere in modele.entieres]
    return lp


def _reponse(solveur: highspy.Highs, *, relache: bool) -> Reponse:
    statut, info = solveur.getModelStatus(), solveur.getInfo()
    if statut == highspy.HighsModelStatus.kInfeasible:
        return Reponse(Fin.INFAISABLE, None, INFINI)
    prouve = statut in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
    realisable = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    valeurs = np.array(solveur.getSolution().col_value) if prouve or (realisable and not relache) else None
    if relache:
        borne = info.objective_function_value if prouve else -INFINI
    else:
        borne = info.objective_function_value if statut == highspy.HighsModelStatus.kModelEmpty else info.mip_dual_bound
    return Reponse(Fin.PROUVE if prouve else Fin.INTERROMPU, valeurs, borne)


class Assembleur:
    """Rows of a model, block after block."""

    def __init__(self) -> None:
        self._tailles: list[Entiers] = []
        self._indices: list[Entiers] = []
        self._valeurs: list[Reels] = []
        self._bornes: list[tuple[Reels, Reels]] = []

    def bloc(
        self, tailles: Entiers, indices: Entiers, valeurs: Reels, bornes: tuple[float | Reels, float | Reels]
    ) -> None:
        """Several rows: their numbers of coefficients, then columns and coefficients in order."""
        nombre = len(tailles)
        self._tailles.append(np.asarray(tailles, dtype=np.int64))
        self._indices.append(np.asarray(indices, dtype=np.int64))
        self._valeurs.append(np.asarray(valeurs, dtype=np.float64))
        bas, haut = (np.broadcast_to(np.asarray(borne, dtype=np.float64), (nombre,)) for borne in bornes)
        self._bornes.append((bas, haut))

    def ligne(
        self, indices: Sequence[int] | Entiers, valeurs: Sequence[float] | Reels, bas: float, haut: float
    ) -> None:
        self.bloc(np.array([len(indices)]), np.asarray(indices), np.asarray(valeurs), (bas, haut))

    def lignes(self) -> Lignes:
        vide = [np.array([], dtype=np.int64)]
        tailles = np.concatenate(self._tailles or vide)
        return Lignes(
            np.concatenate(([0], np.cumsum(tailles))).astype(np.int64),
            np.concatenate(self._indices or vide),
            np.concatenate(self._valeurs or [np.array([])]),
            np.concatenate([bas for bas, _ in self._bornes] or [np.array([])]),
            np.concatenate([haut for _, haut in self._bornes] or [np.array([])]),
        )
