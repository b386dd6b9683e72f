"""Which part of the history an export holds."""

from __future__ import annotations

from datetime import date

from maillage.activite.domain.periode import DELAI_ARRETE, Periode

TOUT = Periode("tout", date(1996, 1, 1), date(2198, 12, 31), date(2198, 12, 31), fenetre=True)
"""Every day that the contract can date."""


def fenetre(debut: date, fin: date) -> Periode:
    """Return the period between two days, both included; raise PeriodeInvalide when the end is before the start."""
    return Periode(f"{debut.isoformat()}_{fin.isoformat()}", debut, fin, fin + DELAI_ARRETE, fenetre=True)
