"""The data shipped with the space: its sentences in three voices, the rights in plain words, the delay of an answer, the first livret."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.portail.espace.domain.rectification import DelaiRectification
from maillage.portail.espace.domain.voix import Voix, accorder


@dataclass(frozen=True)
class DroitDit:
    """A right in a few sentences, with its picture and its source."""

    code: str
    image: str
    phrases: tuple[str, ...]
    source: str


def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def phrases() -> dict[str, dict[str, str]]:
    """Return every sentence by « page.nom », in the three voices."""
    pages = _lire("phrases.toml")
    return {f"{page}.{nom}": voix for page, lignes in pages.items() for nom, voix in lignes.items()}


def dire(cle: str, voix: Voix, prenom: str, **mots: object) -> str:
    """Return a sentence as it is said to someone; raises KeyError for one that does not exist."""
    phrase = accorder(phrases()[cle][voix], prenom)
    for nom, valeur in mots.items():
        phrase = phrase.replace(f"{{{nom}}}", str(valeur))
    return phrase


def droits(voix: Voix, prenom: str) -> list[DroitDit]:
    """Return the rights as they are said to someone, in the order of the table."""
    return [
        DroitDit(
            ligne["code"], ligne["image"], tuple(accorder(phrase, prenom) for phrase in ligne[voix]), ligne["source"]
        )
        for ligne in _droits()
    ]


@lru_cache
def _droits() -> tuple[dict[str, Any], ...]:
    return tuple(_lire("droits.toml")["droit"])


def delai(le: date) -> DelaiRectification:
    """Return the delay in force on a day."""
    delais = [DelaiRectification(**ligne) for ligne in _lire("rectification.toml")["delai"]]
    return max((un for un in delais if un.valable_du <= le), key=lambda un: un.valable_du)


@lru_cache
def images_des_mots() -> dict[str, str]:
    """Return the pictogram of each beginning of a word, in the order of the table."""
    images: dict[str, str] = _lire("images.toml")["images"]
    return images


@lru_cache
def livret_de_depart() -> str:
    """Return the livret shipped with the product: what a dispositif reads and prints before it writes its own."""
    return (files(__package__) / "livret.md").read_text("utf-8")
