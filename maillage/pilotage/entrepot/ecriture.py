"""Writing the tables: a column that the dictionary does not know stops everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.pilotage.entrepot.dictionnaire import dictionnaire, page_du_dictionnaire


class ColonneInterdite(ValueError):  # noqa: N818
    """Rows hold a table or a column that no one allowed to leave."""


def ecrire_entrepot(tables: Mapping[str, Sequence[Mapping[str, Any]]], dossier: Path) -> dict[str, int]:
    """Write one Parquet file by table and the dictionary beside; return the number of rows. Raises ColonneInterdite."""
    version, permises = dictionnaire()
    inconnues = set(tables) - {table.nom for table in permises}
    if inconnues:
        raise ColonneInterdite(f"table hors du dictionnaire : {', '.join(sorted(inconnues))}")
    nombres = {}
    for table in permises:
        lignes = list(tables[table.nom])
        colonnes = {colonne.nom for colonne in table.colonnes}
        if any(set(ligne) != colonnes for ligne in lignes):
            raise ColonneInterdite(f"{table.nom} : les colonnes ne sont pas celles du dictionnaire")
        schema = table.schema.with_metadata({"maillage.dictionnaire": version})
        pq.write_table(pa.Table.from_pylist(lignes, schema=schema), dossier / f"{table.nom}.parquet")
        nombres[table.nom] = len(lignes)
    (dossier / "DICTIONNAIRE.md").write_text(page_du_dictionnaire(), "utf-8")
    return nombres
