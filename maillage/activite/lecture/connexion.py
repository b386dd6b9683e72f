"""Private in-memory DuckDB connections with the types and macros of the contract."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import duckdb

PAQUET = "maillage.activite.lecture"
REGLAGES: dict[str, str | bool | int | float | list[str]] = {"preserve_insertion_order": False}


def ouvrir_connexion(*, memoire: str = "4GB", fils: int = 2) -> duckdb.DuckDBPyConnection:
    """A database of its own, for a large folder. `memoire`: held before spilling to disk; `fils`: threads."""
    connexion = duckdb.connect(config={"memory_limit": memoire, "threads": fils, **REGLAGES})
    connexion.execute(texte_sql(PAQUET, "types"))
    return connexion


def ouvrir_session() -> duckdb.DuckDBPyConnection:
    """A session for one dispositif: cheap, its temporary tables are its own and end with it."""
    return _base_commune().cursor()


@lru_cache(maxsize=1)
def _base_commune() -> duckdb.DuckDBPyConnection:
    """One database per process, holding nothing but the types and the macros."""
    return ouvrir_connexion(memoire="1GB", fils=1)


@lru_cache
def texte_sql(paquet: str, nom: str) -> str:
    """The text of `<paquet>/sql/<nom>.sql`."""
    return (files(paquet) / "sql" / f"{nom}.sql").read_text("utf-8")
