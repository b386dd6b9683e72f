"""Private in-memory DuckDB connections with the types and macros of the contract."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from tempfile import TemporaryDirectory

import duckdb

PAQUET = "maillage.activite.lecture"
FILS_MAXIMUM = 8


def ouvrir_connexion(*, memoire: str = "4GB", fils: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database of its own, for a large folder. `memoire`: held before spilling to disk; `fils`: threads."""
    reglages: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memoire,
        "threads": fils or min(FILS_MAXIMUM, os.cpu_count() or 1),
        "preserve_insertion_order": False,
        "temp_directory": _dossier_prive().name,
    }
    connexion = duckdb.connect(config=reglages)
    connexion.execute(texte_sql(PAQUET, "types"))
    return connexion


def ouvrir_session() -> duckdb.DuckDBPyConnection:
    """A session for one dispositif: cheap, its temporary tables are its own and end with it."""
    return _base_commune().cursor()


@lru_cache(maxsize=1)
def _base_commune() -> duckdb.DuckDBPyConnection:
    """One database per process, holding nothing but the types and the macros."""
    return ouvrir_connexion(memoire="1GB", fils=1)


@lru_cache(maxsize=1)
def _dossier_prive() -> TemporaryDirectory[str]:
    """Facts that overflow memory stay readable by this user only, and go with the process."""
    return TemporaryDirectory(prefix="maillage-", ignore_cleanup_errors=True)


@lru_cache
def texte_sql(paquet: str, nom: str) -> str:
    """The text of `<paquet>/sql/<nom>.sql`."""
    return (files(paquet) / "sql" / f"{nom}.sql").read_text("utf-8")
