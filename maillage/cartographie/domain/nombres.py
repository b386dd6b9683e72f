"""Exact numbers: millionths as integers, fractions, rounding half away from zero, forms of the results."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

DECIMALES = 6
UNITE = 10**DECIMALES
"""Millionths in one: every decimal of a file is a whole number of them."""


def en_millioniemes(valeur: Decimal) -> int:
    """Whole millionths of a decimal that has at most six decimals."""
    return int(valeur.scaleb(DECIMALES))


def fraction(millioniemes: int) -> Fraction:
    return Fraction(millioniemes, UNITE)


def arrondir(exact: Fraction, decimales: int) -> Decimal:
    """Half away from zero, with exactly that many decimals."""
    echelle = 10**decimales
    unites = int(abs(exact) * echelle + Fraction(1, 2))
    return Decimal(-unites if exact < 0 else unites).scaleb(-decimales)


def ecrire_fixe(exact: Fraction, decimales: int) -> str:
    """Rounded, always with that many decimals."""
    return f"{arrondir(exact, decimales):f}"


def ecrire_court(millioniemes: int) -> str:
    """The exact decimal, without a trailing zero: 8, 30.5."""
    entier, reste = divmod(millioniemes, UNITE)
    return f"{entier}.{reste:0{DECIMALES}d}".rstrip("0").rstrip(".")


def nombre_json(exact: Fraction) -> int | float:
    """Rounded to six decimals; an integer when it is one."""
    arrondi = arrondir(exact, DECIMALES)
    return int(arrondi) if arrondi == int(arrondi) else float(arrondi)


def arrondir_reels(valeurs: npt.NDArray[np.float64], decimales: int) -> npt.NDArray[np.int64]:
    """Positive reals rounded to that many decimals, in millionths."""
    echelle = 10**decimales
    return np.floor(valeurs * echelle + 0.5).astype(np.int64) * (UNITE // echelle)


def arrondir_millioniemes(valeurs: npt.NDArray[np.int64], decimales: int) -> npt.NDArray[np.int64]:
    """Exact millionths rounded to that many decimals, in millionths; negative ones (no value) are kept."""
    pas = UNITE // 10**decimales
    return np.where(valeurs < 0, valeurs, (valeurs + pas // 2) // pas * pas)


def arrondir_decimal(valeur: Decimal, decimales: int) -> int:
    """A positive decimal rounded to that many decimals, in millionths."""
    return en_millioniemes(valeur.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP))
