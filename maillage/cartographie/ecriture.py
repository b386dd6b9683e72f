"""Results, written whole beside their place then put in it: no file is ever seen half written."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def texte_csv(entete: Sequence[str], lignes: Iterable[Sequence[str]]) -> str:
    flux = io.StringIO()
    ecrivain = csv.writer(flux, lineterminator="\n")
    ecrivain.writerow(entete)
    ecrivain.writerows(lignes)
    return flux.getvalue()


def texte_json(objet: Mapping[str, object]) -> str:
    return json.dumps(objet, ensure_ascii=False, indent=1) + "\n"


def ecrire(chemin: Path, texte: str) -> None:
    """Raises OSError; the former file is then untouched."""
    ecrire_blocs(chemin, [texte.encode()])


def ecrire_blocs(chemin: Path, blocs: Iterable[bytes | memoryview]) -> None:
    """The same, from bytes made as they are written."""
    provisoire = chemin.with_name(f".{chemin.name}.{os.getpid()}")
    try:
        with provisoire.open("wb") as flux:
            flux.writelines(blocs)
        provisoire.replace(chemin)
    finally:
        provisoire.unlink(missing_ok=True)
