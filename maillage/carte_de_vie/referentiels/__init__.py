"""The data shipped with the carte de vie: the first sets of feelings, and its sentences in three voices."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from maillage.carte_de_vie.domain.ressentis import JeuRessentis, RessentiPropose
from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.socle.domain.texte import elider


def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@cache
def jeux_de_depart() -> tuple[JeuRessentis, ...]:
    """Return the sets shipped with the product."""
    return tuple(
        JeuRessentis(
            jeu["code"],
            jeu["libelle"],
            tuple(RessentiPropose(un["mot"], un.get("image", "")) for un in jeu["ressenti"]),
        )
        for jeu in _lire("ressentis.toml")["jeu"]
    )


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Return every sentence by « page.nom », by who looks."""
    pages = _lire("phrases.toml")
    return {f"{page}.{nom}": voix for page, lignes in pages.items() for nom, voix in lignes.items()}


def dire(cle: str, regard: Regard, prenom: str) -> str:
    """Return a sentence as it is said to whoever looks; raises KeyError for one that does not exist."""
    voix = phrases()[cle]
    phrase = voix.get(regard.value.lower(), voix["equipe"])
    return phrase.replace("{que}", elider("que", prenom)).replace("{prenom}", prenom)
