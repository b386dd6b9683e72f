"""What a report holds. Words are plain text: nothing of them is ever read as markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.socle.graphiques import Graphique


@dataclass(frozen=True)
class Paragraphe:
    """Plain words; a line break begins a new paragraph. `accent` sets it apart (a reserve, a status)."""

    texte: str
    accent: bool = False
    genre: str = "paragraphe"


@dataclass(frozen=True)
class Liste:
    """Short lines of the same kind."""

    lignes: tuple[str, ...]
    genre: str = "liste"


@dataclass(frozen=True)
class Tableau:
    """A table of written values: `titre` says what it shows, `source` where the values come from; every row is as long as `entetes`."""

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    source: str = ""
    genre: str = "tableau"

    def __post_init__(self) -> None:
        for ligne in self.lignes:
            if len(ligne) != len(self.entetes):
                raise ValueError(f"{self.titre} : une ligne de {len(ligne)} valeurs pour {len(self.entetes)} colonnes")


Bloc = Paragraphe | Liste | Tableau | Graphique


@dataclass(frozen=True)
class Section:
    """A heading and what follows it, sub-sections last (two levels, no more)."""

    titre: str
    blocs: tuple[Bloc, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Rapport:
    """A whole report. `arrete_au` is the day its figures were taken; `reserves` are said on the first page."""

    titre: str
    auteur: str
    arrete_au: dt.date
    sections: tuple[Section, ...]
    sous_titre: str = ""
    reserves: tuple[str, ...] = ()
