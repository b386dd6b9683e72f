"""Reference tables of the offer, read once from dated TOML files: FINESS categories, publics, modes, settings of the import."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from maillage.structures.domain.finess import Seuils

DOSSIER = Path(__file__).parent


@dataclass(frozen=True)
class CategorieFiness:
    """`role` is « coeur » (may belong to a dispositif intégré) or « partenaire »."""

    code: str
    sigle: str
    libelle: str
    role: str


@dataclass(frozen=True)
class ModeFiness:
    """`modalites`: what the mode says of the modalities of a dispositif, empty when it does not."""

    code: str
    libelle: str
    modalites: tuple[str, ...]


def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((DOSSIER / f"{nom}.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def categories() -> dict[str, CategorieFiness]:
    """Return the categories kept by the import, by code."""
    return {ligne["code"]: CategorieFiness(**ligne) for ligne in _lire("categories")["categorie"]}


@lru_cache(maxsize=1)
def modes() -> dict[str, ModeFiness]:
    return {
        ligne["code"]: ModeFiness(ligne["code"], ligne["libelle"], tuple(ligne["modalites"]))
        for ligne in _lire("modes")["mode"]
    }


@lru_cache(maxsize=1)
def _publics() -> tuple[dict[str, str], dict[str, tuple[date, str]]]:
    table = _lire("publics")
    anciens = {
        ancien: (ligne["valable_du"], ligne["vers"]) for ligne in table["correspondance"] for ancien in ligne["anciens"]
    }
    return table["actuels"], anciens


def public_actuel(code: str, *, le: date) -> str | None:
    """Return the public code of today: the code itself when current, its family when old on that date, None when unknown."""
    actuels, anciens = _publics()
    depuis, vers = anciens.get(code, (date.max, ""))
    if code in actuels or (code in anciens and le < depuis):
        return code
    return vers or None


def publics_actuels() -> dict[str, str]:
    """Return the labels of the publics of today, by code."""
    return dict(_publics()[0])


def libelle_public(code: str) -> str:
    return _publics()[0].get(code, f"Public {code}")


@lru_cache(maxsize=1)
def _reglages() -> dict[str, Any]:
    return _lire("finess")


def seuils(le: date) -> Seuils:
    """Return the settings in force on that date."""
    valables = [ligne for ligne in _reglages()["seuils"] if ligne["valable_du"] <= le]
    dernier = max(valables, key=lambda ligne: ligne["valable_du"])
    return Seuils(dernier["score_ban_min"], dernier["distance_commune_km"])


def situation_du_jeu(jeu: str) -> date | None:
    """Return the date of situation of a data set gathered with others in one file, or None."""
    jour: date | None = _reglages()["jeux"].get(jeu)
    return jour


def precision_de(mot: str) -> str:
    """Return what a word of a file says of a position (codes of PositionSource); an unknown word is taken as the least precise."""
    precision: str = _reglages()["precisions"].get(mot, "COMMUNE")
    return precision
