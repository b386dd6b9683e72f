"""Which rounds to run, among known ones: exact choice by CP-SAT (riders left first, then cost)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from maillage.cartographie.tournees.domain.cadre import Cadre
from maillage.cartographie.tournees.solveur.enumeration import Colonne

PLAFOND_OBJECTIF = 2**60
"""CP-SAT refuses an objective that could pass 63 bits; costs are then coarser, and nothing is called proved."""


@dataclass(frozen=True)
class Choix:
    colonnes: tuple[Colonne, ...]
    prouve: bool


@dataclass(frozen=True)
class Effort:
    """Bounds of one search: wall-clock seconds, and deterministic ones so that the same problem gets the same answer."""

    secondes: float
    deterministe: float


def choisir(
    cadre: Cadre, colonnes: Sequence[Colonne], effort: Effort, *, depuis: Sequence[Colonne] = ()
) -> Choix | None:
    """The best of the choices of `colonnes`, begun at `depuis`; None when time ended before any."""
    modele = cp_model.CpModel()
    variables = [modele.new_bool_var("") for _ in colonnes]
    restes = _contraindre(cadre, modele, colonnes, variables)
    diviseur, poids = _echelle(cadre, colonnes)
    modele.minimize(
        sum(poids * reste for reste in restes)
        + sum((colonne.cout // diviseur) * variable for colonne, variable in zip(colonnes, variables, strict=True))
    )
    if depuis:
        retenues = {(colonne.masque, colonne.modele) for colonne in depuis}
        for colonne, variable in zip(colonnes, variables, strict=True):
            modele.add_hint(variable, (colonne.masque, colonne.modele) in retenues)
    solveur = cp_model.CpSolver()
    solveur.parameters.num_workers = 1
    solveur.parameters.random_seed = 1
    solveur.parameters.linearization_level = 2
    solveur.parameters.max_time_in_seconds = max(effort.secondes, 0.05)
    solveur.parameters.max_deterministic_time = effort.deterministe
    statut = solveur.solve(modele)
    if statut not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    prises = tuple(c for c, variable in zip(colonnes, variables, strict=True) if solveur.boolean_value(variable))
    return Choix(prises, statut == cp_model.OPTIMAL and diviseur == 1)


def _contraindre(
    cadre: Cadre,
    modele: cp_model.CpModel,
    colonnes: Sequence[Colonne],
    variables: Sequence[cp_model.IntVar],
) -> list[cp_model.IntVar]:
    """Each rider once or left; no more rounds than vehicles of a model. Return who is left."""
    par_jeune: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    par_modele: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for colonne, variable in zip(colonnes, variables, strict=True):
        par_modele[colonne.modele].append(variable)
        for escale in colonne.escales:
            for rang in escale.jeunes:
                par_jeune[rang].append(variable)
    restes = []
    for rang in range(len(cadre.simples)):
        reste = modele.new_bool_var("")
        modele.add_exactly_one([reste, *par_jeune[rang]])
        restes.append(reste)
    for rang, siennes in par_modele.items():
        modele.add(sum(siennes) <= len(cadre.modeles[rang].vehicules))
    return restes


def _echelle(cadre: Cadre, colonnes: Sequence[Colonne]) -> tuple[int, int]:
    """(divisor of the costs, weight of a rider left: more than any plan costs)."""
    plus_cher = max((colonne.cout for colonne in colonnes), default=0)
    tournees = min(len(cadre.simples), len(cadre.probleme.vehicules))
    total = sum(colonne.cout for colonne in colonnes)
    diviseur = 1
    while total // diviseur + (plus_cher // diviseur * tournees + 1) * len(cadre.simples) > PLAFOND_OBJECTIF:
        diviseur *= 2
    return diviseur, plus_cher // diviseur * tournees + 1
