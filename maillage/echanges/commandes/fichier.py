"""The file of a bundle, as the commands that import one read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maillage.echanges.lots import LotIllisible, lire_lot
from maillage.socle.arguments import Arguments, dire_illisible
from maillage.socle.tabulaire import Probleme


def lire_fichier(lus: Arguments, fichier: Path) -> Any:
    """Return the JSON of a file, None with a located problem."""
    try:
        return lire_lot(fichier.read_bytes())
    except OSError as erreur:
        lus.problemes.append(Probleme(fichier.name, 0, "*", dire_illisible(erreur)))
    except LotIllisible as refus:
        lus.problemes.append(Probleme(fichier.name, refus.ligne, "*", refus.message))
    return None
