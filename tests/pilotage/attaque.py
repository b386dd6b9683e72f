"""An attack on a published table: nothing is read but its text. Independent of the protection under test."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

PERSONNES = (
    "fa_stricte",
    "fa_elargie",
    "presents_fin",
    "entrees",
    "sorties",
    "multi_modalite",
    "jeunes_complexes",
    "creton",
)
ACTIVITE = ("journees", "nuitees", "seances", "actes", "unites_total", "ar_heures")
GROUPES = (
    ("fa_stricte", "fa_elargie", "multi_modalite"),
    ("presents_fin", "entrees", "sorties", "creton"),
    ("jeunes_complexes",),
    *((mesure,) for mesure in ACTIVITE),
)
TAUX = {"taux_multi_modalite": ("multi_modalite", "fa_stricte"), "taux_creton": ("creton", "presents_fin")}
MOYENNES = {"fa_stricte_moyenne": "fa_stricte", "unites_total_moyenne": "unites_total"}
MOINDRES = (("fa_stricte", "fa_elargie"), ("multi_modalite", "fa_stricte"), ("creton", "presents_fin"))
DEMI = 0.00005
TOLERANCE = 0.01

Case = tuple[str, str, str]


@dataclass
class Systeme:
    """Unknowns and rows `bas ≤ coefficients · x ≤ haut`."""

    indices: dict[Case, int] = field(default_factory=dict)
    bornes: dict[Case, tuple[float, float]] = field(default_factory=dict)
    rangees: list[tuple[dict[Case, float], float, float]] = field(default_factory=list)

    def contraintes(self) -> LinearConstraint:
        matrice = np.zeros((len(self.rangees), len(self.indices)))
        for rang, (coefficients, _, _) in enumerate(self.rangees):
            for case, coefficient in coefficients.items():
                matrice[rang, self.indices[case]] += coefficient
        return LinearConstraint(matrice, [bas for _, bas, _ in self.rangees], [haut for _, _, haut in self.rangees])


def lire(texte: str) -> dict[Case, dict[str, str]]:
    return {(rang["mesure"], rang["region"], rang["type"]): rang for rang in csv.DictReader(io.StringIO(texte))}


def cellules_devinees(
    texte: str, seuil: int, groupes: Sequence[Sequence[str]] = GROUPES
) -> Iterator[tuple[Case, float]]:
    """Hidden cells known within less than the threshold, and how wide they are."""
    publie = lire(texte)
    for groupe in groupes:
        yield from _attaquer(publie, groupe, seuil)


def _attaquer(publie: dict[Case, dict[str, str]], groupe: Sequence[str], seuil: int) -> Iterator[tuple[Case, float]]:
    systeme = _systeme(publie, groupe)
    cachees = [case for case in systeme.indices if publie[case]["valeur"] == "s" and int(publie[case]["transmis"])]
    yield from etroites(systeme, cachees, seuil)


def etroites(systeme: Systeme, cases: Sequence[Case], seuil: int) -> Iterator[tuple[Case, float]]:
    """Those of these cells that the system knows within less than the threshold, and how wide they are."""
    if not cases:
        return
    contraintes = systeme.contraintes()
    bornes = Bounds(*np.array([systeme.bornes[case] for case in systeme.indices]).T)
    entiers = np.array([int(case[0] in PERSONNES) for case in systeme.indices])
    for case in cases:
        objectif = np.zeros(len(systeme.indices))
        objectif[systeme.indices[case]] = 1
        probleme = {"constraints": contraintes, "bounds": bornes, "integrality": entiers}
        largeur = -_minimum(-objectif, probleme) - _minimum(objectif, probleme)
        if largeur < seuil - TOLERANCE:
            yield case, largeur


def _minimum(objectif: np.ndarray, probleme: dict[str, object]) -> float:
    """-inf when unbounded. Without presolve: with it, HiGHS was seen to miss tables that exist (1 cell in 10,000)."""
    essai = milp(objectif, **probleme, options={"presolve": False})
    assert essai.status in (0, 3, 4), essai.message
    return essai.fun if essai.status == 0 else -np.inf


def _systeme(publie: dict[Case, dict[str, str]], groupe: Sequence[str]) -> Systeme:
    systeme = Systeme()
    for case, rang in publie.items():
        if case[0] in groupe:
            systeme.indices[case] = len(systeme.indices)
            systeme.bornes[case] = _bornes(rang, case[0])
    for total, parties in _lignes(list(systeme.indices)):
        systeme.rangees.append(({total: -1.0, **dict.fromkeys(parties, 1.0)}, 0.0, 0.0))
    for case, rang in publie.items():
        _lier(systeme, case, rang)
    return systeme


def _bornes(rang: dict[str, str], mesure: str) -> tuple[float, float]:
    if int(rang["transmis"]) == 0:
        return 0.0, 0.0
    if rang["valeur"] == "s":
        return 0.0, np.inf
    arrondi = DEMI if mesure == "ar_heures" else 0.0
    return float(rang["valeur"]) - arrondi, float(rang["valeur"]) + arrondi


def _lignes(cases: Sequence[Case]) -> Iterator[tuple[Case, list[Case]]]:
    """Every total with its parts, along the regions and along the types."""
    parties: dict[Case, list[Case]] = defaultdict(list)
    for mesure, region, type_ in cases:
        if type_ != "TOTAL":
            parties[mesure, region, "TOTAL"].append((mesure, region, type_))
    yield from parties.items()
    parties = defaultdict(list)
    for mesure, region, type_ in cases:
        if region != "TOTAL":
            parties[mesure, "TOTAL", type_].append((mesure, region, type_))
    yield from parties.items()


def _lier(systeme: Systeme, case: Case, rang: dict[str, str]) -> None:
    """Means, rates over published denominators, and counts that cannot exceed others."""
    mesure, *ou = case
    if mesure in MOYENNES and (MOYENNES[mesure], *ou) in systeme.indices and rang["valeur"] != "s":
        transmis, moyenne = int(rang["transmis"]), float(rang["valeur"])
        ligne = {(MOYENNES[mesure], *ou): 1.0}
        systeme.rangees.append((ligne, transmis * (moyenne - DEMI), transmis * (moyenne + DEMI)))
    if mesure in TAUX and (TAUX[mesure][0], *ou) in systeme.indices and rang["valeur"] not in ("s", ""):
        numerateur, denominateur = ((nom, *ou) for nom in TAUX[mesure])
        systeme.rangees.append(({numerateur: 1.0, denominateur: -float(rang["valeur"]) - DEMI}, -np.inf, 0.0))
        systeme.rangees.append(({numerateur: 1.0, denominateur: -float(rang["valeur"]) + DEMI}, 0.0, np.inf))
    for moindre, majeure in MOINDRES:
        if mesure == moindre and case in systeme.indices:
            systeme.rangees.append(({case: 1.0, (majeure, *ou): -1.0}, -np.inf, 0.0))
    if mesure == "entrees" and case in systeme.indices:
        systeme.rangees.append(({case: 1.0, ("presents_fin", *ou): -1.0, ("sorties", *ou): -1.0}, -np.inf, 0.0))
