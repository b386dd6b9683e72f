"""One problem of an input, placed: file, physical line, column."""

from __future__ import annotations

from dataclasses import dataclass

TOUTE_LA_LIGNE = "*"


@dataclass(frozen=True, order=True)
class Probleme:
    """Sorted by file name, then line, then column. `ligne` counts from 1 (the header); 0 is the file itself."""

    fichier: str
    ligne: int
    colonne: str
    motif: str

    def __str__(self) -> str:
        """One line whatever the input holds: a file name or a heading may carry a line break."""
        return " ".join(f"{self.fichier}:{self.ligne}:{self.colonne}: {self.motif}".splitlines())
