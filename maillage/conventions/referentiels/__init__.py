"""The data shipped with the product: who signs, headings, instances and seats, the five questions, dated settings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.conventions.domain.etats import ReglagesConventions, reglages_du
from maillage.conventions.domain.instances import SiegeInstance, TypeInstance

Choix = list[tuple[str, str]]


@dataclass(frozen=True)
class Rubrique:
    """A heading of the convention cadre."""

    code: str
    libelle: str
    aide: str
    facultative: bool = False


@dataclass(frozen=True)
class Question:
    """One of the five questions that prepare the convention."""

    numero: int
    titre: str
    enjeu: str


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous_les_reglages() -> tuple[ReglagesConventions, ...]:
    return tuple(ReglagesConventions(**ligne) for ligne in _lire("reglages.toml")["reglages"])


def reglages(le: date) -> ReglagesConventions:
    """Return the settings in force on a day."""
    return reglages_du(_tous_les_reglages(), le)


@lru_cache
def acteurs() -> dict[str, str]:
    """Return who may sign: code and label, in order."""
    return {ligne["code"]: ligne["libelle"] for ligne in _lire("acteurs.toml")["acteur"]}


@lru_cache
def socle_des_signataires() -> tuple[str, ...]:
    """Return the codes of the signatories that Occitanie names for every convention."""
    return tuple(ligne["code"] for ligne in _lire("acteurs.toml")["acteur"] if ligne["socle"])


@lru_cache
def rubriques() -> tuple[Rubrique, ...]:
    """Return the headings in order."""
    return tuple(Rubrique(**ligne) for ligne in _lire("rubriques.toml")["rubrique"])


@lru_cache
def instances() -> dict[str, TypeInstance]:
    """Return the kinds of instance by code."""
    return {
        ligne["code"]: TypeInstance(**{**ligne, "sieges": tuple(SiegeInstance(**siege) for siege in ligne["sieges"])})
        for ligne in _lire("instances.toml")["instance"]
    }


def sigle_d_instance(code: str) -> str:
    """How an instance is called, its code when it is no longer known."""
    connue = instances().get(code)
    return connue.sigle if connue else code


@lru_cache
def questions() -> tuple[Question, ...]:
    """Return the five questions in order."""
    return tuple(Question(**ligne) for ligne in _lire("questions.toml")["question"])


def choix_acteurs() -> Choix:
    return list(acteurs().items())


def choix_instances() -> Choix:
    return [(code, f"{type_.sigle} : {type_.libelle.lower()}") for code, type_ in instances().items()]
