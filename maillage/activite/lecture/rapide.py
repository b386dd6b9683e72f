"""The fast reader: DuckDB reads a file whole and sets of rows are checked at once. It says « clean » or « suspect ».

Clean means: the exact reader would find no problem in the file and read the same values.
"""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from maillage.activite.lecture.balayage import balayer, premiere_ligne
from maillage.activite.lecture.controles import DEFAUT, requete_de_lecture
from maillage.activite.lecture.entree import NATIF, TEXTE, formes, ouvrir_vue
from maillage.activite.lecture.parties import parties
from maillage.activite.lecture.tables import GRAND_LIVRE
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


@dataclass(frozen=True)
class Source:
    """What `source_<table>` holds. `formes`: how the values of each column come; `par_colonne`: reading again costs little.

    `virgules`: number of commas of the file, when it must be that of its rows.
    """

    formes: dict[str, str]
    par_colonne: bool = True
    virgules: int | None = None


class Suspect(Exception):  # noqa: N818
    """The file needs the exact reader."""


def lire_rapidement(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> None:
    """Read the file as `lu_<table>` and open `entree_<table>` over it; raises `Suspect` unless it is proved clean."""
    en_parties = chemin.suffix == ".parquet" and chemin.is_dir()
    if any(caractere in str(chemin) for caractere in CARACTERES_DE_MOTIF) or not (chemin.is_file() or en_parties):
        raise Suspect
    try:
        lecture = _ouvrir_parquet if chemin.suffix == ".parquet" else _ouvrir_csv
        _prouver(connexion, specification, lecture(connexion, specification, chemin))
    except duckdb.Error:
        raise Suspect from None


def lire_table(connexion: duckdb.DuckDBPyConnection, specification: Specification, table: pa.Table) -> None:
    """The same, from rows already in memory, as a Parquet file holds them."""
    try:
        table.validate(full=True)
        source = Source(_formes_admises(table.schema, specification))
        connexion.register(f"source_{specification.nom}", table)
        _prouver(connexion, specification, source)
    except (duckdb.Error, pa.ArrowException):
        raise Suspect from None


def _prouver(connexion: duckdb.DuckDBPyConnection, specification: Specification, source: Source) -> None:
    """A ledger that can be read by column is left where it is; the rest is read once into a table.

    Equal hashes may be those of different keys: they only send the file to the exact reader.
    """
    nature = "VIEW" if source.par_colonne and specification.nom in GRAND_LIVRE else "TABLE"
    lecture = requete_de_lecture(specification, source.formes)
    connexion.execute(f"CREATE TEMP {nature} lu_{specification.nom} AS {lecture}")
    cle = [nom for nom in specification.cle if nom in source.formes]
    empreinte = f"hash({', '.join(cle)})" if cle else "NULL"
    lues = connexion.execute(f"SELECT {empreinte} AS cle, {DEFAUT} FROM lu_{specification.nom}").fetchnumpy()
    lignes = len(lues[DEFAUT])
    if lues[DEFAUT].any() or source.virgules not in (None, (lignes + 1) * (len(source.formes) - 1)):
        raise Suspect
    if cle and not _sont_differentes(lues["cle"]):
        raise Suspect
    ouvrir_vue(connexion, specification, source.formes)


def _sont_differentes(cles: np.ndarray) -> bool:
    """Sorting numbers is several times cheaper than gathering them in a set."""
    cles = np.sort(cles)
    return not (cles[1:] == cles[:-1]).any()


def _ouvrir_csv(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> Source:
    """The parser tolerates one comma too many, and blanks around quotes: the first is counted, the second proved absent."""
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
    if balayage.guillemets:
        _prouver_guillemets(connexion, chemin, len(entete))
    virgules = None if balayage.guillemets else balayage.virgules
    return Source(dict.fromkeys(entete, TEXTE), par_colonne=False, virgules=virgules)


def _prouver_guillemets(connexion: duckdb.DuckDBPyConnection, chemin: Path, nombre: int) -> None:
    requete = (
        f"SELECT count(*) FROM read_csv('{_echapper(chemin)}', columns = {{'ligne': 'VARCHAR'}}, header = false, "
        "delim = '\x01', quote = '', escape = '', auto_detect = false, strict_mode = true) "
        "WHERE ligne <> '' AND NOT regexp_full_match(ligne, ?)"
    )
    if connexion.execute(requete, [f"{CHAMP}(?:,{CHAMP}){{{nombre - 1}}}"]).fetchone() != (0,):
        raise Suspect


def _est_entete_sain(entete: list[str], specification: Specification) -> bool:
    uniques = set(entete)
    return len(uniques) == len(entete) and set(specification.obligatoires) <= uniques <= set(specification.par_nom)


def formes_du_parquet(specification: Specification, chemin: Path) -> dict[str, str]:
    """Column → form of its values, from the schema of its files; raises `Suspect` unless the contract admits it."""
    try:
        schemas = [_avec(pq.read_schema(partie), places) for partie, places in parties(chemin)]
    except (OSError, pa.ArrowException):
        raise Suspect from None
    if any(not schema.equals(schemas[0]) for schema in schemas):
        raise Suspect
    return _formes_admises(schemas[0], specification)


def _avec(schema: pa.Schema, places: Iterable[str]) -> pa.Schema:
    return pa.schema([*schema.remove_metadata(), *((nom, pa.string()) for nom in places)])


def _ouvrir_parquet(connexion: duckdb.DuckDBPyConnection, specification: Specification, chemin: Path) -> Source:
    colonnes = formes_du_parquet(specification, chemin)
    fichiers, places = (chemin / "**" / "*.parquet", "true") if chemin.is_dir() else (chemin, "false")
    connexion.execute(
        f"CREATE OR REPLACE TEMP VIEW source_{specification.nom} AS SELECT * FROM read_parquet('{_echapper(fichiers)}', "
        f"hive_partitioning = {places}, hive_types_autocast = false)"
    )
    return Source(colonnes)


def _formes_admises(schema: pa.Schema, specification: Specification) -> dict[str, str]:
    if not _est_entete_sain(schema.names, specification):
        raise Suspect
    colonnes = formes(schema)
    for nom, forme in colonnes.items():
        attendu = NATIFS.get(specification.par_nom[nom].type.nom)
        if forme == NATIF and not (attendu and attendu(schema.field(nom).type)):
            raise Suspect
    return colonnes


def _echapper(chemin: Path) -> str:
    return str(chemin).replace("'", "''")
