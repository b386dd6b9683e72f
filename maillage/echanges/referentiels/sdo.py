"""The lists of the follow-up of orientation decisions: `sdo.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from maillage.echanges.domain.sdo.nomenclature import Nomenclature


@cache
def nomenclature_sdo() -> Nomenclature:
    """Return statuses, reasons and codes of units."""
    return Nomenclature.depuis(tomllib.loads((files(__package__) / "sdo.toml").read_text("utf-8")))
