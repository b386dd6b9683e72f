"""A figure of a dossier: its value, what it counts, where it comes from and the day it was taken. Frozen as it stands at the deposit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class DefinitionChiffre:
    """A line of chiffres.toml."""

    code: str
    libelle: str
    unite: str
    definition: str
    source: str
    groupe: str


@dataclass(frozen=True)
class Chiffre:
    """A figure of a dossier; `valeur` is written words, empty when nothing is known; `au` is an ISO day."""

    code: str
    libelle: str
    valeur: str
    unite: str
    definition: str
    source: str
    groupe: str
    au: str
    detail: str = ""


def figer(chiffres: Iterable[Chiffre]) -> list[dict[str, Any]]:
    """Return JSON values."""
    return [asdict(chiffre) for chiffre in chiffres]


def relire(valeurs: Iterable[Mapping[str, Any]]) -> tuple[Chiffre, ...]:
    """Return the figures kept by `figer`."""
    return tuple(Chiffre(**valeur) for valeur in valeurs)


def changes(gardes: Iterable[Chiffre], actuels: Iterable[Chiffre]) -> frozenset[str]:
    """Return the codes of the figures whose value, or its detail, is no longer the one kept."""
    vus = {chiffre.code: (chiffre.valeur, chiffre.detail) for chiffre in gardes}
    return frozenset(chiffre.code for chiffre in actuels if vus.get(chiffre.code) != (chiffre.valeur, chiffre.detail))


def empreinte(contenu: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is frozen: the same content gives the same hash."""
    octets = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(octets).hexdigest()
