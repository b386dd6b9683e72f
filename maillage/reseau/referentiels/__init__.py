"""The data shipped with the product: skeleton of the bilan, pages of the public site, delays."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class SectionTrame:
    """A heading of the skeleton, its first text, the rooms whose figures follow it."""

    titre: str
    texte: str = ""
    familles: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageProposee:
    """A page of the public site as it is before anyone wrote it."""

    code: str
    titre: str
    texte: str
    aide: str


@dataclass(frozen=True)
class ReglagesReseau:
    """How long an offer holds at most, how long an answer link opens, how many questions a day, how often a public page is asked again."""

    offre_mois_max: int
    offre_mois_propose: int
    lien_jours: int
    questions_par_jour: int
    regards_par_jour: int
    reponses_par_heure: int
    conservation_mois: int
    cache_secondes: int


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def trame() -> tuple[SectionTrame, ...]:
    """Return the skeleton, in its order."""
    lignes = _lire("trame.toml")["section"]
    return tuple(
        SectionTrame(ligne["titre"], ligne.get("texte", "").strip(), tuple(ligne.get("familles", ())))
        for ligne in lignes
    )


@lru_cache
def pages() -> dict[str, PageProposee]:
    """Return the pages of the public site by code, in their order."""
    return {
        ligne["code"]: PageProposee(**{**ligne, "texte": ligne["texte"].strip()})
        for ligne in _lire("site.toml")["page"]
    }


@lru_cache
def reglages() -> ReglagesReseau:
    """Return the settings of the room."""
    return ReglagesReseau(**_lire("reglages.toml"))
