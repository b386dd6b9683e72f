"""The form of a fiche de liaison: blocks of fields, each of one kind of data. A version of it is data (referentiels/versions)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GenreDeDonnee:
    """A kind of data: what a consent speaks of on the matrix."""

    code: str
    libelle: str


@dataclass(frozen=True)
class ChampFiche:
    """A field. `calcule`: filled by the product; `exige`: the decree makes it necessary (●), the others are usual content (○)."""

    code: str
    libelle: str
    bloc: str
    genre: str
    calcule: bool = False
    exige: bool = False
    long: bool = False
    aide: str = ""


@dataclass(frozen=True)
class ModeleFiche:
    """One version of the form: `statut` says how far it is sourced; in force from `valable_du`, never without it."""

    code: str
    libelle: str
    statut: str
    source: str
    genres: tuple[GenreDeDonnee, ...]
    blocs: Mapping[str, str]
    champs: tuple[ChampFiche, ...]
    valable_du: date | None = None
    note: str = ""

    def saisis(self) -> tuple[ChampFiche, ...]:
        """Fields that a person writes."""
        return tuple(champ for champ in self.champs if not champ.calcule)

    def codes(self) -> tuple[str, ...]:
        return tuple(champ.code for champ in self.champs)

    def par_blocs(self) -> list[tuple[str, list[ChampFiche]]]:
        """Fields by block, in the order of the form."""
        return [
            (libelle, [champ for champ in self.champs if champ.bloc == code]) for code, libelle in self.blocs.items()
        ]

    def manquants(self, contenu: Mapping[str, str]) -> tuple[ChampFiche, ...]:
        """Necessary fields that are still empty."""
        return tuple(champ for champ in self.saisis() if champ.exige and not contenu.get(champ.code, "").strip())


def en_service(versions: Iterable[ModeleFiche], le: date) -> ModeleFiche:
    """Return the version in force on a day: the latest that has begun, else the first one ever."""
    datees = sorted((un for un in versions if un.valable_du is not None), key=lambda un: un.valable_du or date.min)
    return next((un for un in reversed(datees) if un.valable_du is not None and un.valable_du <= le), datees[0])
