"""A folder that a command writes: whole, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from maillage.socle.arguments import est_inscriptible


@contextmanager
def dossier_entier(sortie: Path) -> Iterator[Path]:
    """Yield a folder beside `sortie`, renamed to it at the end, erased if anything fails; only its owner may read it."""
    provisoire = Path(tempfile.mkdtemp(prefix=f".{sortie.name}.", dir=sortie.parent))
    try:
        yield provisoire
        provisoire.replace(sortie)
    except BaseException:
        rmtree(provisoire, ignore_errors=True)
        raise


def refus_du_dossier(sortie: Path) -> str:
    """Say why nothing can be written there: not empty, a file, or out of reach; empty when it can."""
    if sortie.is_dir():
        return f"« {sortie} » existe déjà et n'est pas vide" if any(sortie.iterdir()) else ""
    if sortie.exists() or not est_inscriptible(sortie):
        return f"« {sortie} » ne peut pas être écrit"
    return ""
