"""The measures of a restitution, as data (activity contract, section 7, "Measures and cells")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Chemin = tuple[str, ...]
"""Keys to follow from `mesures` in the result of one dispositif."""


@dataclass(frozen=True)
class Somme:
    """A count that adds up over dispositifs, held in whole steps: `pas` steps make one published unit.

    `par_source` steps make one unit of the source (half-days for journées: 2; minutes of minutes: 1).
    `lies_aux_unites` measures exist only in results whose rule-set has units.
    """

    code: str
    chemin: Chemin
    personnes: bool = False
    pas: int = 1
    par_source: int = 1
    lies_aux_unites: bool = False


@dataclass(frozen=True)
class Taux:
    """Σ numerateur ÷ Σ denominateur. `liees`: sums whose mask hides the rate (R43, R44)."""

    code: str
    numerateur: Chemin
    denominateur: Chemin
    liees: tuple[str, ...]
    personnes: bool = False


@dataclass(frozen=True)
class Distribution:
    """A statistic of one sum over the dispositifs of a cell; `quantile` None is the mean."""

    code: str
    somme: str
    quantile: Fraction | None
    effectif_min: int


PERSONNES = (
    Somme("fa_stricte", ("file_active", "stricte"), personnes=True),
    Somme("fa_elargie", ("file_active", "elargie"), personnes=True),
    Somme("presents_fin", ("flux", "presents_fin"), personnes=True),
    Somme("entrees", ("flux", "entrees"), personnes=True),
    Somme("sorties", ("flux", "sorties"), personnes=True),
    Somme("multi_modalite", ("multi_modalite", "jeunes"), personnes=True),
    Somme("jeunes_complexes", ("unites", "jeunes_complexes"), personnes=True, lies_aux_unites=True),
    Somme("creton", ("creton", "jeunes"), personnes=True),
)
ACTIVITE = (
    Somme("journees", ("journees",), pas=2, par_source=2),
    Somme("nuitees", ("nuitees",)),
    Somme("seances", ("seances",)),
    Somme("actes", ("actes",)),
    Somme("unites_total", ("unites", "total"), lies_aux_unites=True),
    Somme("ar_heures", ("appui_ressource", "minutes_pros"), pas=60),
)
SOMMES = PERSONNES + ACTIVITE

TAUX = (
    Taux("occupation_aj", ("occupation", "AJ", "numerateur"), ("occupation", "AJ", "denominateur"), ("journees",)),
    Taux("occupation_an", ("occupation", "AN", "numerateur"), ("occupation", "AN", "denominateur"), ("nuitees",)),
    Taux(
        "taux_multi_modalite",
        ("multi_modalite", "jeunes"),
        ("file_active", "stricte"),
        ("multi_modalite", "fa_stricte"),
        personnes=True,
    ),
    Taux("taux_ordinaire", ("scolarite", "ordinaire"), ("scolarite", "renseignes"), (), personnes=True),
    Taux("taux_creton", ("creton", "jeunes"), ("creton", "presents"), ("creton", "presents_fin"), personnes=True),
)

EFFECTIF_MIN = 3
EFFECTIF_MIN_QUARTILES = 5
STATISTIQUES: tuple[tuple[str, Fraction | None, int], ...] = (
    ("moyenne", None, EFFECTIF_MIN),
    ("mediane", Fraction(1, 2), EFFECTIF_MIN_QUARTILES),
    ("q1", Fraction(1, 4), EFFECTIF_MIN_QUARTILES),
    ("q3", Fraction(3, 4), EFFECTIF_MIN_QUARTILES),
)
DISTRIBUTIONS = tuple(
    Distribution(f"{somme}_{nom}", somme, quantile, effectif)
    for somme in ("fa_stricte", "unites_total")
    for nom, quantile, effectif in STATISTIQUES
)

PART_DOMINANTE = Fraction(85, 100)
"""R44: a cell is masked when one dispositif holds strictly more than this share."""

BORNES_LOGIQUES: tuple[Mapping[str, int], ...] = (
    {"fa_stricte": 1, "fa_elargie": -1},  # R20: stricte is part of elargie
    {"multi_modalite": 1, "fa_stricte": -1},  # R32: among persons of stricte
    {"creton": 1, "presents_fin": -1},  # R37: among those present on the last day
    {"entrees": 1, "presents_fin": -1, "sorties": -1},  # R21: who came is still there or has left
)
"""Each says Σ coefficient × sum ≤ 0 in every cell: what a reader knows of the counts without any table."""

SOMME_MAJORANTE = {"taux_ordinaire": "presents_fin"}
"""A rate whose denominator is not published but never exceeds this sum (R35)."""
