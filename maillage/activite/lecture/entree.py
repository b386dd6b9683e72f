"""The door of the engine: input tables, as text or native types, become `entree_*` views with the types of the rules."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from maillage.activite.lecture.tables import specifications
from maillage.socle.tabulaire import Colonne, Specification

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


def ouvrir_tables(connexion: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Arrow tables by name; a missing table is empty, a missing column is null."""
    for specification in specifications(()):
        table = tables.get(specification.nom)
        if table is not None:
            connexion.register(f"source_{specification.nom}", table)
        ouvrir_vue(connexion, specification, {} if table is None else formes(table.schema))


def formes(schema: pa.Schema) -> dict[str, str]:
    """Column → how its values come: TEXTE, or NATIF when they already have the type of the contract."""
    return {champ.name: TEXTE if _est_texte(champ.type) else NATIF for champ in schema}


def _est_texte(type_: pa.DataType) -> bool:
    ordinaire = type_.value_type if pa.types.is_dictionary(type_) else type_
    return bool(
        pa.types.is_string(ordinaire) or pa.types.is_large_string(ordinaire) or pa.types.is_string_view(ordinaire)
    )


def ouvrir_vue(
    connexion: duckdb.DuckDBPyConnection,
    specification: Specification,
    presentes: Mapping[str, str],
    source: str | None = None,
) -> None:
    """`entree_<table>` over `source_<table>`, or another source; `presentes` as `formes` gives them, empty for no table."""
    colonnes = ", ".join(_expression(specification, colonne, presentes) for colonne in specification.colonnes)
    origine = f"FROM {source or f'source_{specification.nom}'}" if presentes else "WHERE false"
    connexion.execute(f"CREATE OR REPLACE TEMP VIEW entree_{specification.nom} AS SELECT {colonnes} {origine}")


def type_sql(specification: Specification, colonne: Colonne) -> str:
    if (specification.nom, colonne.nom) == TYPE_PHASE:
        return "t_phase"
    return TYPES_PRIORITAIRES.get(colonne.nom, TYPES_SQL[colonne.type.nom])


def _expression(specification: Specification, colonne: Colonne, presentes: Mapping[str, str]) -> str:
    cible, forme = type_sql(specification, colonne), presentes.get(colonne.nom)
    if forme is None:
        return f"NULL::{cible} AS {colonne.nom}"
    if forme == NATIF:
        return f"{colonne.nom}::{cible} AS {colonne.nom}"
    lecture = "lire_liste" if colonne.type.nom == "liste" else "lire_texte"
    return f"{lecture}({colonne.nom})::{cible} AS {colonne.nom}"
