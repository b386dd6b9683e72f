"""Age on a date."""

from __future__ import annotations

from datetime import date


def age_le(naissance: date, jour: date) -> int:
    """Return the age in completed years; a birthday of 29 February falls on 1 March in common years (R37)."""
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))
