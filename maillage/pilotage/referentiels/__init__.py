"""Settings of the comparison between dispositifs, dated data."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

from maillage.pilotage.domain.semblables import BornesTerritoire


@lru_cache
def _lignes() -> tuple[tuple[date, BornesTerritoire], ...]:
    lues = tomllib.loads((files(__package__) / "territoires.toml").read_text("utf-8"))["reglages"]
    noms = ("peu_dense", "dense", "eloigne")
    return tuple((ligne["valable_du"], BornesTerritoire(**{nom: ligne[nom] for nom in noms})) for ligne in lues)


def seuils(le: date) -> BornesTerritoire:
    """Return the bounds in force on a day, the oldest ones before any."""
    valables = [bornes for debut, bornes in _lignes() if debut <= le]
    return valables[-1] if valables else _lignes()[0][1]
