"""Dated settings of the maps: threshold, proximity, publics that include another one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class ReglagesCartes:
    """`seuil_min` minutes proposed first; beyond `proximite_km` the nearest supply is said far; fewer children than the floor are not counted out."""

    valable_du: date
    seuil_min: int
    seuils_proposes: tuple[int, ...]
    proximite_km: int
    plancher_enfants: int
    ages: tuple[str, ...]
    minutes_aux_100_km: int


@lru_cache(maxsize=1)
def _lire() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "cartes.toml").read_text("utf-8"))


@lru_cache(maxsize=64)
def reglages(le: date) -> ReglagesCartes:
    """Return the settings in force on a day, the oldest ones before them all."""
    lignes = sorted(_lire()["reglages"], key=lambda ligne: ligne["valable_du"])
    valables = [ligne for ligne in lignes if ligne["valable_du"] <= le] or lignes[:1]
    listes = {nom: tuple(valables[-1][nom]) for nom in ("seuils_proposes", "ages")}
    return ReglagesCartes(**{**valables[-1], **listes})


def publics_qui_conviennent(public: str) -> frozenset[str]:
    """Return the codes of FINESS that take this public: its own, and the wider ones."""
    return frozenset((public, *_lire()["englobants"].get(public, ())))
