"""Dated settings of the layers lent (calques.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class ConventionsCalques:
    """The lowest floor, how much a layer may hold, how long a loan may last, when its end is told."""

    plancher_min: int
    cellules_max: int
    octets_max: int
    mois_max: int
    rappel_jours: int


@lru_cache(maxsize=1)
def _lire() -> list[dict[str, Any]]:
    lignes: list[dict[str, Any]] = tomllib.loads((files(__package__) / "calques.toml").read_text("utf-8"))["calques"]
    return sorted(lignes, key=lambda ligne: ligne["valable_du"])


def conventions_calques(le: date) -> ConventionsCalques:
    """Return the settings in force on a day, the oldest ones before them all."""
    lignes = _lire()
    ligne = ([une for une in lignes if une["valable_du"] <= le] or lignes[:1])[-1]
    return ConventionsCalques(**{cle: valeur for cle, valeur in ligne.items() if cle != "valable_du"})
