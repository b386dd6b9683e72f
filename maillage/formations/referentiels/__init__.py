"""The data shipped with the product: themes of trainings, words of a function, dated settings."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.formations.domain.reglages import ReglagesFormations, reglages_du
from maillage.structures.selectors.metiers import metiers

Choix = list[tuple[str, str]]


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous() -> tuple[ReglagesFormations, ...]:
    return tuple(ReglagesFormations(**ligne) for ligne in _lire("reglages.toml")["reglages"])


def reglages(le: date) -> ReglagesFormations:
    """Return the settings in force on a day."""
    return reglages_du(_tous(), le)


@lru_cache
def thematiques() -> dict[str, str]:
    """Return the themes: code and label, in the order of their source."""
    lues: dict[str, str] = _lire("thematiques.toml")["thematiques"]
    return lues


def source_des_thematiques() -> str:
    return str(_lire("thematiques.toml")["source"])


def choix_thematiques() -> Choix:
    return list(thematiques().items())


@lru_cache
def mots_des_metiers() -> dict[str, tuple[str, ...]]:
    """Return the words of a function by profession, in the order they are tried."""
    return {code: tuple(mots) for code, mots in _lire("metiers.toml")["mots"].items()}


@lru_cache
def libelles_des_metiers() -> dict[str, str]:
    return dict(metiers())
