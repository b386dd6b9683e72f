"""The columns of a file of reference data, as data: our name, the names that public files give, what to write there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NOMBRE = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Colonne:
    """`alias`: other names met in public files, folded (no accent, lower case, « _ » for a space), as regular expressions."""

    nom: str
    aide: str
    alias: tuple[str, ...] = ()
    obligatoire: bool = False
    exemple: str = ""

    def trouver(self, entetes: Sequence[str]) -> int | None:
        """Return the rank of the column that holds it: its own name first, then each alias in order; the greatest of several (a newer year)."""
        for motif in (self.nom, *self.alias):
            rangs = [rang for rang, entete in enumerate(entetes) if re.fullmatch(motif, entete)]
            if rangs:
                return max(rangs, key=lambda rang: entetes[rang])
        return None


def lire_nombre(texte: str) -> float | None:
    """Return a number written with a point or a comma, None for anything else."""
    nu = texte.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    return float(nu.replace(",", ".")) if NOMBRE.fullmatch(nu) else None


def lire_entier(texte: str) -> int | None:
    """Return a whole number that is not negative, None for anything else."""
    valeur = lire_nombre(texte)
    return int(valeur) if valeur is not None and valeur >= 0 and valeur == int(valeur) else None


def lire_jour(texte: str) -> date | None:
    """Return a date written 2024-11-26 or 26/11/2024 (an hour after it is let go), None for anything else."""
    debut = texte[:10]
    try:
        if re.fullmatch(r"\d{2}/\d{2}/\d{4}", debut):
            return date(int(debut[6:]), int(debut[3:5]), int(debut[:2]))
        return date.fromisoformat(debut)
    except ValueError:
        return None
