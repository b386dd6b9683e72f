"""The dated settings of the agenda that are shipped with the product."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.agenda.domain.reglages import ReglagesAgenda, reglages_du


@lru_cache
def _tous() -> tuple[ReglagesAgenda, ...]:
    lignes = tomllib.loads((files(__package__) / "reglages.toml").read_text("utf-8"))["reglages"]
    return tuple(_lire({cle: valeur for cle, valeur in ligne.items() if cle != "sources"}) for ligne in lignes)


def _lire(ligne: dict[str, Any]) -> ReglagesAgenda:
    paliers = tuple((float(fin), float(vitesse)) for fin, vitesse in ligne.pop("paliers_vitesse"))
    return ReglagesAgenda(paliers_vitesse=paliers, **ligne)


def reglages(le: date) -> ReglagesAgenda:
    """Return the settings in force on a day."""
    return reglages_du(_tous(), le)
