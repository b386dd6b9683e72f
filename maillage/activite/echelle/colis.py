"""Rows on their way to a lot: a column « lot », and each piece of a table in one Arrow block rather than row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

LOT, TABLE, BLOC = "lot", "nom_table", "bloc"
SCHEMA_SQL = f"{LOT} int, {TABLE} string, {BLOC} binary"
SCHEMA = pa.schema([(LOT, pa.int32()), (TABLE, pa.string()), (BLOC, pa.binary())])
OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


def emballer(lots: Iterable[pa.RecordBatch], table: str) -> Iterator[pa.RecordBatch]:
    """Batches of a table with the column « lot » become one block by lot and batch. Runs in the tasks of the cluster."""
    for morceau in lots:
        places = morceau.column(LOT)
        lignes = pa.Table.from_batches([morceau]).drop_columns([LOT])
        numeros = [numero for numero in pc.unique(places).to_pylist() if numero is not None]
        blocs = [en_bloc(lignes.filter(pc.equal(places, numero))) for numero in numeros]
        yield pa.RecordBatch.from_pydict({LOT: numeros, TABLE: [table] * len(numeros), BLOC: blocs}, schema=SCHEMA)


def deballer(morceaux: Iterable[pa.RecordBatch]) -> tuple[int, dict[str, pa.Table]]:
    """(lot, its tables) from the blocks of a partition; every partition holds one lot, told by a block without rows."""
    numero, tables = -1, defaultdict[str, list[pa.Table]](list)
    for morceau in morceaux:
        for ligne in morceau.to_pylist():
            numero = ligne[LOT]
            if ligne[BLOC]:
                tables[ligne[TABLE]].append(depuis_bloc(ligne[BLOC]))
    return numero, {nom: pa.concat_tables(parties) for nom, parties in tables.items()}


def en_bloc(table: pa.Table) -> bytes:
    """Arrow stream of a table, compressed."""
    tampon = pa.BufferOutputStream()
    with pa.ipc.new_stream(tampon, table.schema, options=OPTIONS) as flux:
        flux.write_table(table)
    contenu: bytes = tampon.getvalue().to_pybytes()
    return contenu


def depuis_bloc(bloc: bytes) -> pa.Table:
    """The table of `en_bloc`."""
    with pa.ipc.open_stream(bloc) as flux:
        return flux.read_all()
