"""Private in-memory DuckDB connections with the types and macros of the contract."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from tempfile import TemporaryDirectory
from threading import Timer

import duckdb

PAQUET = "maillage.activite.lecture"
FILS_MAXIMUM = 8
INUTILES_EN_PETIT = (
    "statistics_propagation",
    "common_subexpressions",
    "common_subplan",
    "join_filter_pushdown",
    "join_order",
)
"""Searches for a better plan that cost more than they save on the agenda of one dispositif; results are the same."""
Reglages = dict[str, str | bool | int | float | list[str]]
PETITE: Reglages = {
    "memory_limit": "1GB",
    "threads": 1,
    "disabled_optimizers": ",".join(INUTILES_EN_PETIT),
}
DELAI_DE_LA_SUIVANTE = 0.5
_prete: deque[duckdb.DuckDBPyConnection] = deque()
os.register_at_fork(after_in_child=_prete.clear)


def ouvrir_connexion(*, memoire: str = "4GB", fils: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database of its own, for a large folder. `memoire`: held before spilling to disk; `fils`: threads."""
    return _ouvrir({"memory_limit": memoire, "threads": fils or min(FILS_MAXIMUM, os.cpu_count() or 1)})


def ouvrir_session() -> duckdb.DuckDBPyConnection:
    """A database of its own, for one dispositif. Not a cursor of a shared one: each would leave it slower.

    Opening one costs as much as a tenth of the count: the next one is made ready once this one is at work.
    """
    Timer(DELAI_DE_LA_SUIVANTE, _appreter).start()
    try:
        return _prete.pop()
    except IndexError:
        return _ouvrir(PETITE)


def _appreter() -> None:
    if not _prete:
        _prete.append(_ouvrir(PETITE))


def _ouvrir(reglages: Reglages) -> duckdb.DuckDBPyConnection:
    """Nothing is kept after the count: it need not stop, now and then, to compress its tables as for a file."""
    communs: Reglages = {
        "preserve_insertion_order": False,
        "temp_directory": _dossier_prive().name,
        "checkpoint_threshold": "1TB",
    }
    connexion = duckdb.connect(config={**reglages, **communs})
    executer(connexion, PAQUET, "types")
    return connexion


@lru_cache(maxsize=1)
def _dossier_prive() -> TemporaryDirectory[str]:
    """Facts that overflow memory stay readable by this user only, and go with the process."""
    return TemporaryDirectory(prefix="maillage-", ignore_cleanup_errors=True)


def executer(
    connexion: duckdb.DuckDBPyConnection, paquet: str, nom: str, valeurs: Mapping[str, object] | None = None
) -> None:
    """Run every instruction of `<paquet>/sql/<nom>.sql`; each receives the `valeurs` that it names (`$nom`)."""
    lancer(connexion, texte_sql(paquet, nom), valeurs or {})


def lancer(
    connexion: duckdb.DuckDBPyConnection, texte: str, valeurs: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    """Run a text of several instructions; rows are those of the last one."""
    for instruction in instructions(texte):
        connexion.execute(instruction, {nom: valeurs[nom] for nom in instruction.named_parameters})
    return connexion


@lru_cache(maxsize=512)
def instructions(texte: str) -> list[duckdb.Statement]:
    """Parsed once: parsing is a tenth of a small count."""
    return duckdb.extract_statements(texte)


@lru_cache
def texte_sql(paquet: str, nom: str) -> str:
    """The text of `<paquet>/sql/<nom>.sql`."""
    return (files(paquet) / "sql" / f"{nom}.sql").read_text("utf-8")
