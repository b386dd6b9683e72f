"""The kinds of files of reference data. A room registers its own when it is ready (apps.py): this floor knows none of the rooms above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from maillage.territoire.domain.comptes_rendus import CompteRendu
from maillage.territoire.imports.colonnes import Colonne
from maillage.territoire.imports.lecture import Table
from maillage.territoire.models import ImportReference

Avancer = Callable[[int, int], None]
"""Called now and then with what is done and what there is to do."""


@dataclass(frozen=True)
class Lot:
    """What a genre compares: the table, the day it speaks of, whether it is complete for the départements it speaks of."""

    table: Table
    situation_le: date
    complet: bool = False
    avancer: Avancer = field(default=lambda fait, total: None)


class Prepare(Protocol):
    """A file compared with what is known: the report, and the writing, that the caller runs in one transaction."""

    @property
    def rendu(self) -> CompteRendu: ...

    def ecrire(self, importe: ImportReference) -> None: ...


@dataclass(frozen=True)
class EtatReference:
    """What is held of a kind: how many, how many closed, the date of the newest situation."""

    nombre: int
    fermes: int = 0
    situation_le: date | None = None


@dataclass(frozen=True)
class Genre:
    """A kind of file. `complet`: label of the box that says that what is absent is closed; empty when it makes no sense."""

    code: str
    libelle: str
    phrase: str
    source: str
    un: str
    plusieurs: str
    colonnes: tuple[Colonne, ...]
    preparer: Callable[[Lot], Prepare]
    etat: Callable[[], EtatReference]
    complet: str = ""
    liste: str = ""


@dataclass(frozen=True)
class ImportAilleurs:
    """A kind that has its own page in the room that holds it: only named, linked and listed here. `page`, `liste`: names of addresses."""

    code: str
    libelle: str
    source: str
    plusieurs: str
    page: str
    section: str
    etat: Callable[[], EtatReference]
    liste: str = ""


ADRESSES = "adresses-"
"""How the kind of a pass of the service of addresses begins."""
_GENRES: dict[str, Genre] = {}
_AILLEURS: dict[str, ImportAilleurs] = {}


def inscrire(*genres: Genre | ImportAilleurs) -> None:
    """Register kinds; twice does nothing more."""
    for genre in genres:
        if isinstance(genre, Genre):
            _GENRES[genre.code] = genre
        else:
            _AILLEURS[genre.code] = genre


def genres() -> Sequence[Genre]:
    """Return the kinds read here, in the order of their labels."""
    return sorted(_GENRES.values(), key=lambda genre: genre.libelle)


def genres_ailleurs() -> Sequence[ImportAilleurs]:
    return sorted(_AILLEURS.values(), key=lambda genre: genre.libelle)


def genre_connu(code: str) -> Genre | None:
    return _GENRES.get(code)


def libelle_du_genre(code: str) -> str:
    """Return the label of a kind, its code when the room is gone."""
    if code.startswith(ADRESSES):
        return "Recherche d'adresses"
    connu = _GENRES.get(code) or _AILLEURS.get(code)
    return connu.libelle if connu else code
