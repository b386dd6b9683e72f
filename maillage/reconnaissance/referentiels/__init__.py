"""The data shipped with the product: dated settings, prerequisites, sections, figures, attachments, effects."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.reconnaissance.domain.attentes import ReglagesReconnaissance, reglages_du
from maillage.reconnaissance.domain.chiffres import DefinitionChiffre
from maillage.reconnaissance.domain.prerequis import ReglePrerequis
from maillage.reconnaissance.domain.suites import EffetDeclare, GenrePiece, SectionDeclaree


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous_les_reglages() -> tuple[ReglagesReconnaissance, ...]:
    lignes = _lire("reglages.toml")["reglages"]
    return tuple(ReglagesReconnaissance(**{cle: v for cle, v in ligne.items() if cle != "source"}) for ligne in lignes)


def reglages(le: date) -> ReglagesReconnaissance:
    """Return the settings in force on a day."""
    return reglages_du(_tous_les_reglages(), le)


@lru_cache
def regles_prerequis() -> tuple[ReglePrerequis, ...]:
    """Return the prerequisites, in their order."""
    return tuple(ReglePrerequis(**ligne) for ligne in _lire("prerequis.toml")["prerequis"])


@lru_cache
def sections() -> dict[str, SectionDeclaree]:
    """Return the sections of a dossier, by code, in their order."""
    lignes = _lire("sections.toml")["section"]
    return {
        ligne["code"]: SectionDeclaree(
            **{
                **ligne,
                "questions": tuple(ligne["questions"]),
                "groupes": tuple(ligne.get("groupes", ())),
            }
        )
        for ligne in lignes
    }


@lru_cache
def definitions() -> dict[str, DefinitionChiffre]:
    """Return the figures of a dossier, by code, in their order."""
    return {ligne["code"]: DefinitionChiffre(**ligne) for ligne in _lire("chiffres.toml")["chiffre"]}


@lru_cache
def genres_de_pieces() -> dict[str, GenrePiece]:
    """Return the kinds of attachments, by code, in their order."""
    return {ligne["code"]: GenrePiece(**ligne) for ligne in _lire("pieces.toml")["genre"]}


@lru_cache
def effets() -> dict[str, EffetDeclare]:
    """Return what follows a recognition, by code, in their order."""
    return {ligne["code"]: EffetDeclare(**ligne) for ligne in _lire("effets.toml")["effet"]}
