"""The data shipped with the product: the seven kinds of action, dated settings."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.soutien.domain.reglages import ReglagesSoutien, reglages_du
from maillage.soutien.domain.vocabulaire import GenreSoutien

Choix = list[tuple[str, str]]


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous() -> tuple[ReglagesSoutien, ...]:
    lignes = _lire("reglages.toml")["reglages"]
    return tuple(ReglagesSoutien(**{**ligne, "roles_dispositif": tuple(ligne["roles_dispositif"])}) for ligne in lignes)


def reglages(le: date) -> ReglagesSoutien:
    """Return the settings in force on a day."""
    return reglages_du(_tous(), le)


@lru_cache
def genres() -> dict[str, GenreSoutien]:
    """Return the seven kinds by code, in the order of their source."""
    return {ligne["code"]: GenreSoutien(**ligne) for ligne in _lire("actions.toml")["action"]}


def source_des_genres() -> str:
    return str(_lire("actions.toml")["source"])


def choix_genres() -> Choix:
    return [(genre.code, genre.libelle) for genre in genres().values()]


def libelle_du_genre(code: str) -> str:
    """Return the short label of a kind, empty when the request is not qualified yet."""
    connu = genres().get(code)
    return connu.libelle if connu else code
