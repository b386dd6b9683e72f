"""The data shipped with the path: sections of a file and who opens them, words of the team, dated settings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.parcours.domain.sections import Bris, SectionDossier


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def sections_du_dossier() -> dict[str, SectionDossier]:
    """Return the sections of a young person's file by code, in the order of the page."""
    return {
        ligne["code"]: SectionDossier(
            **{
                **ligne,
                "lecture": frozenset(ligne["lecture"]),
                "ecriture": frozenset(ligne["ecriture"]),
                "bris": Bris(ligne["bris"]),
            }
        )
        for ligne in _lire("sections.toml")["section"]
    }


@lru_cache
def fonctions() -> dict[str, str]:
    """Return the labels of what someone may do in the team of a young person, by code."""
    return {ligne["code"]: ligne["libelle"] for ligne in _lire("sections.toml")["fonction"]}


@lru_cache
def fonction_du_metier(metier: str) -> str:
    """Return the function that a profession exercises unless told otherwise."""
    lignes = _lire("sections.toml")["fonction"]
    return next((str(ligne["code"]) for ligne in lignes if metier in ligne["metiers"]), "AUTRE")


def motifs_depart() -> dict[str, str]:
    """Return why someone may leave the team of a young person, by code."""
    return dict(_lire("equipe.toml")["motifs_depart"])


def motifs_remplacement() -> dict[str, str]:
    """Return why someone may be replaced, by code."""
    return dict(_lire("equipe.toml")["motifs_remplacement"])


@dataclass(frozen=True)
class TypeEvenement:
    """A kind of event of life, and the section of the file where it stands unless told otherwise."""

    code: str
    libelle: str
    section: str


@lru_cache
def types_evenement() -> dict[str, TypeEvenement]:
    """Return the kinds of events of life, by code."""
    return {ligne["code"]: TypeEvenement(**ligne) for ligne in _lire("evenements.toml")["type"]}


def reglage(nom: str, le: date) -> int:
    """Return a setting as it stands on a day."""
    lignes = _lire("reglages.toml")["reglages"]
    valables = [ligne for ligne in lignes if ligne["valable_du"] <= le] or lignes[:1]
    return int(max(valables, key=lambda ligne: ligne["valable_du"])[nom])
