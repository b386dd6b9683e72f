"""What a file holds, as data: columns, primary key, order of two bounds, references to other files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from maillage.socle.tabulaire.types import TEXTE, TypeColonne, Valeur, ValeurInvalide


@dataclass(frozen=True)
class Colonne:
    """A column; `reference` names the table whose key must hold the value (checked by the caller that knows it)."""

    nom: str
    type: TypeColonne = TEXTE
    obligatoire: bool = False
    reference: str | None = None

    def lire(self, texte: str) -> Valeur:
        """The value of a trimmed cell, None when it is empty. Raises ValeurInvalide."""
        if texte:
            return self.type.lire(texte)
        if self.obligatoire:
            raise ValeurInvalide("valeur obligatoire absente")
        return None


@dataclass(frozen=True)
class Bornes:
    """Two date or datetime columns of one row. `stricte`: the end must be after the start, not equal to it.

    `ordonnees` false accepts an end before the start; `duree_maximale` bounds end − start in clock time.
    """

    debut: str
    fin: str
    stricte: bool = False
    ordonnees: bool = True
    duree_maximale: timedelta | None = None


@dataclass(frozen=True)
class Specification:
    """A table: `cle` are the columns of the primary key (empty: rows may repeat)."""

    nom: str
    colonnes: tuple[Colonne, ...]
    cle: tuple[str, ...] = ()
    bornes: tuple[Bornes, ...] = ()
    par_nom: dict[str, Colonne] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "par_nom", {colonne.nom: colonne for colonne in self.colonnes})

    @property
    def obligatoires(self) -> tuple[str, ...]:
        return tuple(colonne.nom for colonne in self.colonnes if colonne.obligatoire)

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """(column, table referred to)."""
        return tuple((colonne.nom, colonne.reference) for colonne in self.colonnes if colonne.reference)
