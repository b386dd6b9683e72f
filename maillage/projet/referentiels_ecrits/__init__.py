"""The data shipped with the writings: categories, retention, sentences, fields of the templates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.projet.domain.ecrits import CategorieDocument, ChampModele, ListeModele, RegleConservation

TRANSMISSIONS = "TRANSMISSIONS"
"""What a certificate says in place of a category when it is about transmissions."""


@lru_cache
def lire(nom: str) -> dict[str, Any]:
    """Return a table of this folder."""
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def categories() -> dict[str, CategorieDocument]:
    """Return the categories of documents by code, in the order of the forms."""
    return {ligne["code"]: CategorieDocument(**ligne) for ligne in lire("documents.toml")["categorie"]}


def libelle_categorie(code: str) -> str:
    """Return the label of a category, its code when the table no longer has it."""
    if code == TRANSMISSIONS:
        return "Transmissions"
    return categories()[code].libelle if code in categories() else code


def regle_conservation(code: str, le: date) -> RegleConservation:
    """Return the retention rule in force on a day."""
    lignes = [ligne for ligne in lire("documents.toml")["conservation"] if ligne["code"] == code]
    return RegleConservation(**_en_vigueur(lignes, le))


@dataclass(frozen=True)
class ReglagesConservation:
    """The rest of the retention settings, on a day."""

    valable_du: date
    suivi_mois: int
    delai_destruction_jours: int
    source: str


def reglages_conservation(le: date) -> ReglagesConservation:
    """Return the retention settings in force on a day."""
    return ReglagesConservation(**_en_vigueur(lire("documents.toml")["reglages"], le))


def section_de_depot() -> str:
    """Return the section where anyone of the dispositif may leave a note for the team."""
    return str(lire("transmissions.toml")["section_de_depot"])


def regle_des_transmissions(section: str) -> str:
    """Return the code of the retention rule of the transmissions of a section; those of the service have none."""
    return str(lire("transmissions.toml")["conservation"].get(section, "DOSSIER")) if section else "SERVICE"


def pour_moi_jours() -> int:
    """Return how far back « pour moi » goes."""
    return int(lire("transmissions.toml")["pour_moi_jours"])


def fonctions_des_roles() -> dict[str, str]:
    """Return the function that a role carries for an account that is no professional's."""
    return dict(lire("transmissions.toml")["fonctions_des_roles"])


def phrases_proposees() -> list[tuple[str, str]]:
    """Return the sentences shipped, as (section, text)."""
    return [(ligne["section"], ligne["texte"]) for ligne in lire("transmissions.toml")["phrase"]]


def _en_vigueur(lignes: list[dict[str, Any]], le: date) -> dict[str, Any]:
    valables = [ligne for ligne in lignes if ligne["valable_du"] <= le] or lignes[:1]
    return max(valables, key=lambda ligne: ligne["valable_du"])


@lru_cache
def champs_de_modele() -> dict[str, ChampModele]:
    """Return the fields that a template may use, by code."""
    return {ligne["code"]: ChampModele(**ligne) for ligne in lire("champs.toml")["champ"]}


@lru_cache
def listes_de_modele() -> dict[str, ListeModele]:
    """Return the lists that a template may go through, by code."""
    return {ligne["code"]: _liste(ligne) for ligne in lire("champs.toml")["liste"]}


def filtres_de_modele() -> dict[str, list[str]]:
    """Return the filters that a template may use, with their explanation and an example."""
    return dict(lire("champs.toml")["filtres"])


@lru_cache
def modeles_de_depart() -> dict[str, dict[str, Any]]:
    """Return the templates shipped, by code: name, category, purpose and content."""
    return {ligne["code"]: ligne for ligne in lire("modeles.toml")["modele"]}


def _liste(ligne: dict[str, Any]) -> ListeModele:
    return ListeModele(
        code=ligne["code"],
        libelle=ligne["libelle"],
        section=ligne["section"],
        elements={element["code"]: element["libelle"] for element in ligne["element"]},
        exemple=tuple(ligne["exemple"]),
    )
