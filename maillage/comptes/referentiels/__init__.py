"""The data shipped with accounts: capacities, measures of protection, age of majority."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.comptes.domain.representation import MesureProtection, QualiteRepresentant


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "representation.toml").read_text("utf-8"))


@lru_cache
def mots_de_connexion() -> tuple[str, ...]:
    """Return the words that names of sign-in are made of; each is also a pictogram."""
    return tuple(tomllib.loads((files(__package__) / "noms_de_connexion.toml").read_text("utf-8"))["mots"])


@lru_cache
def qualites() -> dict[str, QualiteRepresentant]:
    """Return the capacities that an account may hold, by code."""
    return {ligne["code"]: QualiteRepresentant(**ligne) for ligne in _table()["qualite"]}


@lru_cache
def mesures() -> dict[str, MesureProtection]:
    """Return the decisions that keep a representation after majority, by code."""
    return {ligne["code"]: MesureProtection(**ligne) for ligne in _table()["mesure"]}


def age_de_la_majorite(le: date) -> int:
    """Return the age of majority on a day."""
    return int(_regle(le)["majorite"])


def source_de_la_majorite(le: date) -> str:
    """Return where the age of majority comes from."""
    return str(_regle(le)["source"])


def _regle(le: date) -> dict[str, Any]:
    regles: list[dict[str, Any]] = _table()["regle"]
    return max((regle for regle in regles if regle["valable_du"] <= le), key=lambda regle: regle["valable_du"])
