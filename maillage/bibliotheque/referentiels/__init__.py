"""The data shipped with the product: six dimensions, fourteen themes, needs of the appui-ressource, delays, starting FAQ."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Choix = list[tuple[str, str]]


@dataclass(frozen=True)
class DimensionDite:
    """One of the six dimensions of a dispositif intégré."""

    code: str
    libelle: str
    question: str


@dataclass(frozen=True)
class ThemeDit:
    """One of the fourteen themes of the operational committees."""

    code: str
    libelle: str
    dimension: str


@dataclass(frozen=True)
class Delais:
    """Months before a review, days of warning before it, months without reading, years after which a source is old; limits without account."""

    revision_mois: int
    alerte_jours: int
    inutilisee_mois: int
    lien_mois: int
    source_ancienne_ans: int
    par_page: int
    relecture_jours: int
    recherches_par_heure: int
    exports_par_heure: int


@lru_cache
def lire(nom: str) -> dict[str, Any]:
    """Return a packaged file as data."""
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def dimensions() -> dict[str, DimensionDite]:
    return {ligne["code"]: DimensionDite(**ligne) for ligne in lire("dimensions.toml")["dimension"]}


@lru_cache
def themes() -> dict[str, ThemeDit]:
    return {ligne["code"]: ThemeDit(**ligne) for ligne in lire("dimensions.toml")["theme"]}


@lru_cache
def delais() -> Delais:
    return Delais(**lire("reglages.toml"))


@dataclass(frozen=True)
class RegleCitee:
    """A counting rule that the FAQ quotes, in the words of the explanations."""

    id: str
    titre: str
    texte: str
    source: str
    statut: str


@lru_cache
def regles_citees() -> dict[str, RegleCitee]:
    return {ligne["id"]: RegleCitee(**ligne) for ligne in lire("regles.toml")["regle"]}


def publics() -> dict[str, str]:
    return dict(lire("besoins.toml")["publics"])


def souhaits() -> dict[str, str]:
    return dict(lire("besoins.toml")["souhaits"])


def libelle_dimension(code: str) -> str:
    return dimensions()[code].libelle if code in dimensions() else code


def libelle_theme(code: str) -> str:
    return themes()[code].libelle if code in themes() else code


def choix_dimensions() -> Choix:
    return [(code, dite.libelle) for code, dite in dimensions().items()]


def choix_themes() -> Choix:
    return [(code, dit.libelle) for code, dit in themes().items()]
