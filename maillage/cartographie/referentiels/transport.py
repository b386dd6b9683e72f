"""Dated settings of the rounds, of the antennes and of the distances lived (transport.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class ConventionsTransport:
    """What stands when an establishment says nothing."""

    duree_max_min: int
    embarquement_min: int
    avance_min: int
    ecart_horaire_min: int
    conducteur_places: int
    cout_km: Decimal
    cout_heure: Decimal
    cout_fixe: Decimal
    co2_g_km: int
    depart_habituel_jours: int
    semaines_type: int


@dataclass(frozen=True)
class ConventionsAntennes:
    """Journeys of professionals when nobody says how many, and the minutes under which a change is not told."""

    visites_semaine: Decimal
    semaines: int
    ecart_dit_min: int
    candidats_max: int


@dataclass(frozen=True)
class ConventionsDistances:
    """Bounds of the classes of minutes, and the number under which a count is not shown."""

    classes_min: tuple[int, ...]
    plancher: int
    semaines: int


@lru_cache(maxsize=1)
def _lire() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "transport.toml").read_text("utf-8"))


def _en_vigueur(nom: str, le: date) -> dict[str, Any]:
    """The lines in force on a day, the oldest ones before them all."""
    lignes = sorted(_lire()[nom], key=lambda ligne: ligne["valable_du"])
    valables = [ligne for ligne in lignes if ligne["valable_du"] <= le] or lignes[:1]
    return {cle: valeur for cle, valeur in valables[-1].items() if cle != "valable_du"}


def conventions_transport(le: date) -> ConventionsTransport:
    lues = _en_vigueur("transport", le)
    couts = {cle: Decimal(lues[cle]) for cle in ("cout_km", "cout_heure", "cout_fixe")}
    return ConventionsTransport(**{**lues, **couts})


def conventions_antennes(le: date) -> ConventionsAntennes:
    lues = _en_vigueur("antennes", le)
    return ConventionsAntennes(**{**lues, "visites_semaine": Decimal(lues["visites_semaine"])})


def conventions_distances(le: date) -> ConventionsDistances:
    lues = _en_vigueur("distances", le)
    return ConventionsDistances(**{**lues, "classes_min": tuple(lues["classes_min"])})
