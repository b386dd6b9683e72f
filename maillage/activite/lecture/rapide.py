"""The fast reader: DuckDB reads a file whole and sets of rows are checked at once. It says « clean » or « suspect ».

Clean means: the exact reader would find no problem in the file and read the same values.
"""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from maillage.activite.lecture.balayage import Balayage, balayer, premiere_ligne
from maillage.activite.lecture.controles import defauts
from maillage.activite.lecture.entree import NATIF, TEXTE, formes
from maillage.socle.tabulaire import Specification
from maillage.socle.tabulaire.decoupage import GuillemetsInvalides, decouper_champs

CARACTERES_DE_MOTIF = "*?["
CHAMP = '(?:[^",]*|"(?:[^"]|"")*")'
NATIFS = {
    "date": pa.types.is_date,
    "date_heure": lambda type_: pa.types.is_timestamp(type_) and type_.tz is None,
    "booleen": pa.types.is_boolean,
    "entier": pa.types.is_integer,
    "decimal": lambda type_: pa.types.is_integer(type_) or pa.types.is_decimal(type_),
    "liste": pa.types.is_list,
}

Colonnes = dict[str, str]


class Suspect(Exception):  # noqa: N818
    """The file needs the exact reader."""


def ouvrir_source(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> Colonnes:
    """Create the view `source_<table>` over the file and return its columns and forms; raises `Suspect`."""
    if any(caractere in str(chemin) for caractere in CARACTERES_DE_MOTIF) or not chemin.is_file():
        raise Suspect
    if chemin.suffix == ".parquet":
        return _ouvrir_parquet(connexion, specification, chemin)
    return _ouvrir_csv(connexion, specification, chemin)


def controler(connexion: duckdb.DuckDBPyConnection, specification: Specification, presentes: Mapping[str, str]) -> None:
    """Raise `Suspect` when a row of the source has a bad cell, or when a key is repeated."""
    try:
        for requete in _requetes(specification, presentes):
            (fautes,) = connexion.execute(requete).fetchone() or (0,)
            if fautes:
                raise Suspect
    except duckdb.Error:
        raise Suspect from None


def _requetes(specification: Specification, presentes: Mapping[str, str]) -> Iterator[str]:
    source = f"source_{specification.nom}"
    yield f"SELECT count(*) FROM {source} WHERE {defauts(specification, presentes)}"
    if specification.cle:
        cle = ", ".join(f"coalesce({nom}, '')" if nom in presentes else "''" for nom in specification.cle)
        # Equal numbers prove the keys distinct; a collision of hashes only sends the file to the exact reader.
        yield f"SELECT count(*) - count(DISTINCT hash({cle})) FROM entree_{specification.nom}"


def _ouvrir_csv(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> Colonnes:
    balayage = balayer(chemin)
    if not balayage.ordinaire:
        raise Suspect
    try:
        entete = decouper_champs(premiere_ligne(chemin))
    except GuillemetsInvalides:
        raise Suspect from None
    if not _est_entete_sain(entete, specification):
        raise Suspect
    colonnes = ", ".join(f"'{nom}': 'VARCHAR'" for nom in entete)
    guillemet = '"' if balayage.guillemets else ""
    connexion.execute(
        f"CREATE OR REPLACE TEMP VIEW source_{specification.nom} AS SELECT * FROM read_csv('{_echapper(chemin)}', "
        f"columns = {{{colonnes}}}, header = true, delim = ',', quote = '{guillemet}', escape = '{guillemet}', "
        "auto_detect = false, strict_mode = true, null_padding = false, nullstr = '')"
    )
    _prouver_champs(connexion, specification.nom, chemin, len(entete), balayage)
    return dict.fromkeys(entete, TEXTE)


def _prouver_champs(
    connexion: duckdb.DuckDBPyConnection, table: str, chemin: Path, nombre: int, balayage: Balayage
) -> None:
    """The parser tolerates one comma too many and blanks around quotes: prove there are none."""
    try:
        if balayage.guillemets:
            requete = (
                f"SELECT count(*) FROM read_csv('{_echapper(chemin)}', columns = {{'ligne': 'VARCHAR'}}, header = false, "
                "delim = '\x01', quote = '', escape = '', auto_detect = false, strict_mode = true) "
                "WHERE ligne <> '' AND NOT regexp_full_match(ligne, ?)"
            )
            (fautes,) = connexion.execute(requete, [f"{CHAMP}(?:,{CHAMP}){{{nombre - 1}}}"]).fetchone() or (0,)
        else:
            (lignes,) = connexion.execute(f"SELECT count(*) + 1 FROM source_{table}").fetchone() or (0,)
            fautes = balayage.virgules - lignes * (nombre - 1)
    except duckdb.Error:
        raise Suspect from None
    if fautes:
        raise Suspect


def _est_entete_sain(entete: list[str], specification: Specification) -> bool:
    uniques = set(entete)
    return len(uniques) == len(entete) and set(specification.obligatoires) <= uniques <= set(specification.par_nom)


def _ouvrir_parquet(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> Colonnes:
    try:
        schema = pq.read_schema(chemin)
    except (OSError, pa.ArrowException):
        raise Suspect from None
    if not _est_entete_sain(schema.names, specification):
        raise Suspect
    colonnes = formes(schema)
    for nom, forme in colonnes.items():
        attendu = NATIFS.get(specification.par_nom[nom].type.nom)
        if forme == NATIF and not (attendu and attendu(schema.field(nom).type)):
            raise Suspect
    connexion.execute(
        f"CREATE OR REPLACE TEMP VIEW source_{specification.nom} AS SELECT * FROM read_parquet('{_echapper(chemin)}')"
    )
    return colonnes


def _echapper(chemin: Path) -> str:
    return str(chemin).replace("'", "''")
