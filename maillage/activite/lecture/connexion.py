"""A private in-memory DuckDB with the types and macros of the contract."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import duckdb


def ouvrir_connexion(*, memoire: str = "4GB", fils: int = 2) -> duckdb.DuckDBPyConnection:
    """`memoire`: what the engine may hold before it spills to disk; `fils`: threads."""
    connexion = duckdb.connect(config={"memory_limit": memoire, "threads": fils, "preserve_insertion_order": False})
    connexion.execute(texte_sql("maillage.activite.lecture", "types"))
    return connexion


@lru_cache
def texte_sql(paquet: str, nom: str) -> str:
    """The text of `<paquet>/sql/<nom>.sql`."""
    return (files(paquet) / "sql" / f"{nom}.sql").read_text("utf-8")
