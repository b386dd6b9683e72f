"""Numbers of the published table: 4 decimals, half away from zero, from the exact value (contract, 4.1)."""

from __future__ import annotations

from fractions import Fraction

DECIMALES = 4
DEMI_ARRONDI = Fraction(1, 2 * 10**DECIMALES)


def arrondir(exact: Fraction) -> Fraction:
    """The published value of an exact one; positive or zero."""
    return Fraction((exact + DEMI_ARRONDI) * 10**DECIMALES // 1, 10**DECIMALES)


def ecrire_nombre(exact: Fraction) -> str:
    """Rounded, with a point, without a trailing zero."""
    entier, decimales = divmod(int(arrondir(exact) * 10**DECIMALES), 10**DECIMALES)
    return f"{entier}.{decimales:0{DECIMALES}d}".rstrip("0").rstrip(".")
