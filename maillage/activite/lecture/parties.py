"""A table in Parquet: one file, or a folder of the same name as Spark and others write it, with `colonne=valeur/` on the way."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

SANS_VALEUR = "__HIVE_DEFAULT_PARTITION__"
Partie = tuple[Path, dict[str, str]]
"""A file, and the cells that its place in the folder gives to each of its rows."""


def parties(chemin: Path) -> list[Partie]:
    """The file itself, or those of the folder in the order of their names; an empty folder is left for its reader to refuse."""
    if not chemin.is_dir():
        return [(chemin, {})]
    trouvees = [(fichier, _cellules(fichier.relative_to(chemin))) for fichier in sorted(chemin.rglob("*.parquet"))]
    return [partie for partie in trouvees if partie[0].is_file()] or [(chemin, {})]


def _cellules(place: Path) -> dict[str, str]:
    morceaux = (morceau.partition("=") for morceau in place.parent.parts)
    return {nom: "" if valeur == SANS_VALEUR else unquote(valeur) for nom, egal, valeur in morceaux if egal}
