"""The door of the engine: input tables, as text or native types, become `entree_*` views with the types of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from maillage.activite.lecture.tables import specifications
from maillage.socle.tabulaire import Colonne, Specification
from maillage.socle.tabulaire.types import BLANCS

TEXTE, NATIF = "TEXTE", "NATIF"
TYPES_SQL = {
    "identifiant": "VARCHAR",
    "texte": "VARCHAR",
    "choix": "VARCHAR",
    "commune": "VARCHAR",
    "date": "DATE",
    "date_heure": "TIMESTAMP",
    "entier": "BIGINT",
    "decimal": "DECIMAL(18, 6)",
    "booleen": "BOOLEAN",
    "liste": "VARCHAR[]",
}
TYPES_PRIORITAIRES = {
    "modalite": "t_modalite",
    "slot": "t_creneau",
    "categorie": "t_categorie",
    "statut": "t_statut",
}
"""Columns whose type carries an order of priority (see `types.sql`); the type of a phase is in `TYPE_PHASE`."""
TYPE_PHASE = ("phase", "type")
TYPES_ARROW = {
    "date": pa.date32(),
    "date_heure": pa.timestamp("us"),
    "entier": pa.int64(),
    "decimal": pa.decimal128(18, 6),
    "booleen": pa.bool_(),
    "liste": pa.list_(pa.string()),
}
"""Every other type is a text; the SQL of the rules gives texts with an order of priority their type."""


def ouvrir_tables(connexion: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Arrow tables by name become the `entree_<table>` of the engine; a missing table is empty, a missing column is null."""
    for specification in specifications(()):
        ouvrir_table(connexion, specification, tables.get(specification.nom))


def ouvrir_table(connexion: duckdb.DuckDBPyConnection, specification: Specification, table: pa.Table | None) -> None:
    """Values are texts, as in a CSV file, or native; they must be valid."""
    colonnes = {
        colonne.nom: _lire(table.column(colonne.nom), colonne)
        if table is not None and colonne.nom in table.column_names
        else pa.nulls(0 if table is None else table.num_rows, _type_arrow(colonne))
        for colonne in specification.colonnes
    }
    connexion.register(f"entree_{specification.nom}", pa.table(colonnes))


def _lire(valeurs: pa.ChunkedArray, colonne: Colonne) -> pa.ChunkedArray:
    """Blanks around a text are nothing, an empty text is null."""
    if not _est_texte(valeurs.type):
        return valeurs.cast(_type_arrow(colonne))
    textes = pc.utf8_trim(valeurs.cast(pa.string()), BLANCS)
    textes = pc.if_else(pc.equal(textes, ""), None, textes)
    if colonne.type.nom == "liste":
        listes = [None if texte is None else colonne.type.lire(texte) for texte in textes.to_pylist()]
        return pa.chunked_array([listes], type=_type_arrow(colonne))
    return textes.cast(_type_arrow(colonne))


def _type_arrow(colonne: Colonne) -> pa.DataType:
    return TYPES_ARROW.get(colonne.type.nom, pa.string())


def formes(schema: pa.Schema) -> dict[str, str]:
    """Column → how its values come: TEXTE, or NATIF when they already have the type of the contract."""
    return {champ.name: TEXTE if _est_texte(champ.type) else NATIF for champ in schema}


def _est_texte(type_: pa.DataType) -> bool:
    ordinaire = type_.value_type if pa.types.is_dictionary(type_) else type_
    return bool(
        pa.types.is_string(ordinaire) or pa.types.is_large_string(ordinaire) or pa.types.is_string_view(ordinaire)
    )


def ouvrir_vue(connexion: duckdb.DuckDBPyConnection, specification: Specification, presentes: Collection[str]) -> None:
    """`entree_<table>` over the columns read into `lu_<table>`; none read for a missing table."""
    colonnes = ", ".join(
        colonne.nom if colonne.nom in presentes else f"NULL::{type_sql(specification, colonne)} AS {colonne.nom}"
        for colonne in specification.colonnes
    )
    origine = f"FROM lu_{specification.nom}" if presentes else "WHERE false"
    connexion.execute(f"CREATE OR REPLACE TEMP VIEW entree_{specification.nom} AS SELECT {colonnes} {origine}")


def type_sql(specification: Specification, colonne: Colonne) -> str:
    if (specification.nom, colonne.nom) == TYPE_PHASE:
        return "t_phase"
    return TYPES_PRIORITAIRES.get(colonne.nom, TYPES_SQL[colonne.type.nom])
