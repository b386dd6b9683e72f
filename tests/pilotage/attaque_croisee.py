"""An attack on two releases together: what the second adds is known to be whole, and never negative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, milp

from tests.pilotage.attaque import TOLERANCE, Case, Systeme, _systeme, lire

GROUPES_DE_PERSONNES = (
    ("fa_stricte", "fa_elargie", "multi_modalite"),
    ("presents_fin", "entrees", "sorties", "creton"),
    ("jeunes_complexes",),
)
Publie = dict[Case, dict[str, str]]


def largeurs(premier: str, second: str, groupe: Sequence[str]) -> Iterator[tuple[str, Case, float]]:
    """(what, cell, width of what may be believed of it): "premier" for a cell that the first table hides, "difference" for
    what the second adds to a cell where a return came."""
    tables = (lire(premier), lire(second))
    commun = _ensemble(tables, groupe)
    for case in [case for case in commun.indices if case[0] in groupe]:
        avant, apres = (table[case] for table in tables)
        if avant["valeur"] == "s" and int(avant["transmis"]):
            yield "premier", case, _largeur(commun, {commun.indices[case]: 1.0})
        if avant["transmis"] != apres["transmis"]:
            indices = {commun.indices[_second(case)]: 1.0, commun.indices[case]: -1.0}
            yield "difference", case, _largeur(commun, indices)


def _second(case: Case) -> Case:
    return (f"2:{case[0]}", *case[1:])


def _ensemble(tables: tuple[Publie, Publie], groupe: Sequence[str]) -> Systeme:
    """One system of both tables; a cell where no return came is the same in both."""
    avant, apres = (_systeme(table, groupe) for table in tables)
    commun = Systeme(dict(avant.indices), dict(avant.bornes), list(avant.rangees))
    for case in apres.indices:
        commun.indices[_second(case)] = len(commun.indices)
        commun.bornes[_second(case)] = apres.bornes[case]
    for termes, bas, haut in apres.rangees:
        commun.rangees.append(({_second(case): valeur for case, valeur in termes.items()}, bas, haut))
    for case in avant.indices:
        inchangee = tables[0][case]["transmis"] == tables[1][case]["transmis"]
        commun.rangees.append(({_second(case): 1.0, case: -1.0}, 0.0, 0.0 if inchangee else np.inf))
    return commun


def _largeur(systeme: Systeme, objectif: dict[int, float]) -> float:
    vecteur = np.zeros(len(systeme.indices))
    for indice, valeur in objectif.items():
        vecteur[indice] = valeur
    return -_minimum(-vecteur, systeme) - _minimum(vecteur, systeme)


def _minimum(objectif: np.ndarray, systeme: Systeme) -> float:
    essai = milp(
        objectif,
        constraints=systeme.contraintes(),
        bounds=Bounds(*np.array([systeme.bornes[case] for case in systeme.indices]).T),
        integrality=np.ones(len(systeme.indices)),
        options={"presolve": False},
    )
    assert essai.status in (0, 3, 4), essai.message
    return essai.fun if essai.status == 0 else -np.inf


def etroite(largeur: float, seuil: int) -> bool:
    return largeur < seuil - TOLERANCE
