"""What the tables and columns of the contract mean, in words: `tables.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def descriptions() -> dict[str, dict[str, str]]:
    """Return `tables` (name → sentence) and `colonnes` (`table.colonne`, or `colonne` for all tables → words)."""
    contenu: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "tables.toml").read_text("utf-8"))
    return contenu
