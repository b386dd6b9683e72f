"""The data shipped with the product: the live catalogue of figures, the dated settings."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.cpom.domain.catalogue import Annuel, Grandeur, Sens
from maillage.cpom.domain.reglages import ReglagesCpom, reglages_du


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def grandeurs() -> dict[str, Grandeur]:
    """Return the figures that a formula may use, by code, in their order."""
    return {
        ligne["code"]: Grandeur(
            **{
                **ligne,
                "sens": Sens(ligne["sens"]),
                "annuel": Annuel(ligne["annuel"]),
                "termes": tuple(ligne.get("termes", ())),
                "effectifs": tuple(ligne["effectifs"]),
            }
        )
        for ligne in _lire("catalogue.toml")["grandeur"]
    }


@lru_cache
def _tous_les_reglages() -> tuple[ReglagesCpom, ...]:
    lignes = _lire("reglages.toml")["reglages"]
    return tuple(ReglagesCpom(**{cle: v for cle, v in ligne.items() if cle != "sources"}) for ligne in lignes)


def reglages(le: date) -> ReglagesCpom:
    """Return the settings in force on a day."""
    return reglages_du(_tous_les_reglages(), le)
