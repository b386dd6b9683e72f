"""The data of coming in and leaving: nomenclatures, dated delays, criteria proposed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.parcours.domain.admission import MotifReponse, NatureReponse
from maillage.parcours.domain.regles_echeances import AgeAttendu, ReglesEcheances

Choix = list[tuple[str, str]]


@dataclass(frozen=True)
class TypeNotification:
    """A kind of orientation; `dispositif`: it covers the three modalities."""

    code: str
    libelle: str
    dispositif: bool


@dataclass(frozen=True)
class ReglagesAdmission:
    """Dated settings of the waiting list (referentiels/admission.toml)."""

    valable_du: date
    seuil_publication: int
    fenetre_mois: int
    classes: tuple[int, ...]
    partage_conservation_mois: int


@lru_cache
def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{nom}.toml").read_text("utf-8"))


def _en_vigueur(lignes: list[dict[str, Any]], le: date) -> dict[str, Any]:
    """Return the line in force on a day (the first one before it), without its sources."""
    rangees = sorted(lignes, key=lambda ligne: ligne["valable_du"])
    valables = [ligne for ligne in rangees if ligne["valable_du"] <= le] or rangees[:1]
    return {cle: tuple(v) if isinstance(v, list) else v for cle, v in valables[-1].items() if cle != "sources"}


def libelles(fichier: str, table: str) -> dict[str, str]:
    """Return a plain table of labels by code: `libelles("admission", "origines")`."""
    lus: dict[str, str] = _lire(fichier)[table]
    return lus


def choix(fichier: str, table: str) -> Choix:
    """Return the same table as choices of a form."""
    return list(libelles(fichier, table).items())


def libelle(fichier: str, table: str, code: str) -> str:
    """Return a label; the code itself when the table does not know it, so that what was written once always reads."""
    return libelles(fichier, table).get(code, code)


@lru_cache
def motifs_reponse() -> dict[str, MotifReponse]:
    """Return the coded reasons of an answer, in their order."""
    return {
        ligne["code"]: MotifReponse(**{**ligne, "nature": NatureReponse(ligne["nature"])})
        for ligne in _lire("admission")["motif"]
    }


def criteres_proposes() -> list[tuple[str, int]]:
    """Return the criteria offered to a dispositif that has none: label and what it counts for."""
    return [(ligne["libelle"], ligne["poids"]) for ligne in _lire("admission")["critere"]]


def reglages_admission(le: date) -> ReglagesAdmission:
    """Return the settings of the waiting list in force on a day."""
    return ReglagesAdmission(**_en_vigueur(_lire("admission")["reglages"], le))


@lru_cache
def types_notification() -> dict[str, TypeNotification]:
    """Return the kinds of notification, in their order."""
    return {ligne["code"]: TypeNotification(**ligne) for ligne in _lire("notification")["type"]}


@lru_cache
def _ages() -> tuple[AgeAttendu, ...]:
    return tuple(AgeAttendu(**ligne) for ligne in _lire("echeances")["age"])


def age_attendu(code: str) -> AgeAttendu | None:
    """Return what an age calls for, None for an unknown code."""
    return next((age for age in _ages() if age.code == code), None)


@lru_cache
def regles_echeances(le: date) -> ReglesEcheances:
    """Return the delays in force on a day."""
    return ReglesEcheances(**_en_vigueur(_lire("echeances")["regles"], le), ages=_ages())
