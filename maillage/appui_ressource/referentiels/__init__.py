"""The data shipped with the product: dated settings, who asks, kinds of action, words without a name behind."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.appui_ressource.domain.actions import Precision, TypeAction
from maillage.appui_ressource.domain.nommage import MotsConnus
from maillage.appui_ressource.domain.reglages import ReglagesAppui, reglages_du

Choix = list[tuple[str, str]]


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous_les_reglages() -> tuple[ReglagesAppui, ...]:
    lignes = _lire("reglages.toml")["reglages"]
    return tuple(_reglages({cle: v for cle, v in ligne.items() if cle != "sources"}) for ligne in lignes)


def _reglages(ligne: dict[str, Any]) -> ReglagesAppui:
    return ReglagesAppui(**{**ligne, "roles_rappeles": tuple(ligne["roles_rappeles"])})


def reglages(le: date) -> ReglagesAppui:
    """Return the settings in force on a day."""
    return reglages_du(_tous_les_reglages(), le)


@lru_cache
def types_action() -> dict[str, TypeAction]:
    """Return the four kinds of action, by code, in their order."""
    return {
        ligne["code"]: TypeAction(**{**ligne, "precisions": tuple(Precision(**champ) for champ in ligne["precisions"])})
        for ligne in _lire("actions.toml")["type"]
    }


@lru_cache
def mots_connus() -> MotsConnus:
    """Return the words that carry a capital without naming anyone."""
    mots = _lire("mots.toml")
    return MotsConnus(ordinaires=frozenset(mots["ordinaires"]), lieux=frozenset(mots["lieux"]))


def demandeurs() -> Choix:
    """Return who may ask: code and label."""
    return [(code, libelle) for code, (libelle, _) in _lire("demandeurs.toml")["demandeurs"].items()]


def structure_du_demandeur(code: str) -> str:
    """Return the kind of structure that the count knows for a requester; AUTRE when unknown."""
    structure: str = _lire("demandeurs.toml")["demandeurs"].get(code, ("", "AUTRE"))[1]
    return structure


def publics() -> Choix:
    """Return what a situation may be about: code and label."""
    return [(code, libelle) for code, (libelle, _) in _lire("demandeurs.toml")["publics"].items()]


def types_pour_le_public(code: str) -> frozenset[str]:
    """Return the types of dispositif meant for a public, empty for all."""
    return frozenset(_lire("demandeurs.toml")["publics"].get(code, ("", ()))[1])


def libelles(table: str) -> dict[str, str]:
    """Return a plain table of demandeurs.toml (structures, souhaits, motifs_refus, suites, moyens_accord, donneurs_accord, changements)."""
    lus: dict[str, str] = _lire("demandeurs.toml")[table]
    return lus


def choix(table: str) -> Choix:
    """Return the same table as choices of a form."""
    return list(libelles(table).items())
