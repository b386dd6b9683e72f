"""What may leave, column by column, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pyarrow as pa

TYPES = {
    "texte": pa.string(),
    "entier": pa.int64(),
    "decimal": pa.float64(),
    "booleen": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True)
class ColonneEntrepot:
    """`type`: a word of TYPES; `source`: the room that the value comes from."""

    nom: str
    type: str
    description: str
    source: str


@dataclass(frozen=True)
class TableEntrepot:
    """One file of the warehouse."""

    nom: str
    description: str
    colonnes: tuple[ColonneEntrepot, ...]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(colonne.nom, TYPES[colonne.type]) for colonne in self.colonnes])


@lru_cache
def dictionnaire() -> tuple[str, tuple[TableEntrepot, ...]]:
    """Return (version, tables)."""
    lu = tomllib.loads((files(__package__) / "dictionnaire.toml").read_text("utf-8"))
    return lu["version"], tuple(
        TableEntrepot(
            table["nom"], table["description"], tuple(ColonneEntrepot(**colonne) for colonne in table["colonne"])
        )
        for table in lu["table"]
    )


def page_du_dictionnaire() -> str:
    """Return the dictionary as Markdown, to travel with the files."""
    version, tables = dictionnaire()
    lignes = [
        f"# Entrepôt de Maillage, dictionnaire {version}",
        "",
        "Aucune personne : des dispositifs, des places, des mesures d'ensemble.",
    ]
    for table in tables:
        lignes += [
            "",
            f"## `{table.nom}.parquet`",
            "",
            table.description,
            "",
            "| Colonne | Type | Ce que c'est | Vient de |",
            "| --- | --- | --- | --- |",
        ]
        lignes += [f"| `{c.nom}` | {c.type} | {c.description} | {c.source} |" for c in table.colonnes]
    return "\n".join(lignes) + "\n"
