"""What Spark does: read the ledger, find the lot of each row, bring each lot together, run its count, write the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from maillage.activite.echelle.colis import BLOC, LOT, SCHEMA, SCHEMA_SQL, TABLE, emballer
from maillage.activite.echelle.lot import RESULTAT_SQL, Commission
from maillage.activite.moteur.execution import Lot

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

EVENEMENTS_PAR_LOT_MINIMUM = 50_000
LOTS_PAR_COEUR = 3
"""Several lots by core, so that an unequal one does not make the others wait."""
Sources = Mapping[str, Path]
"""Tables of the ledger that are there, and their Parquet files."""


def evenements_par_dispositif(session: SparkSession, sources: Sources) -> dict[str, int]:
    """Read from one column of the events."""
    if "evenement" not in sources:
        return {}
    comptes = _lire(session, sources["evenement"]).groupBy("dispositif_id").count()
    return {ligne["dispositif_id"]: ligne["count"] for ligne in comptes.collect()}


def decouper(nombres: Sequence[int], *, coeurs: int, maximum: int) -> tuple[Lot, ...]:
    """Runs of dispositifs, by rank, of about as many events: enough of them for every core, none above `maximum` by much."""
    voulus = max(1, coeurs * LOTS_PAR_COEUR)
    taille = min(maximum, max(EVENEMENTS_PAR_LOT_MINIMUM, -(-sum(nombres) // voulus)))
    lots: list[Lot] = []
    premier, cumul = 1, 0
    for rang, nombre in enumerate(nombres, start=1):
        cumul += nombre
        if cumul >= taille or rang == len(nombres):
            lots.append((premier, rang))
            premier, cumul = rang + 1, 0
    return tuple(lots)


def compter_les_lots(
    session: SparkSession, sources: Sources, lot_de: Mapping[str, int], commission: Commission, sortie: Path
) -> None:
    """Write at `sortie` one row by dispositif. What belongs to no lot goes to one more partition, which answers « suspect »."""
    aucun = len(commission.lots)
    numeros = range(aucun)
    annonces = session.createDataFrame(pa.table([numeros, [""] * aucun, [b""] * aucun], schema=SCHEMA))
    colis = reduce(_joindre, _colis(session, sources, lot_de, aucun), annonces)
    envoi = session.sparkContext.broadcast(commission)

    def compter(morceaux: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return envoi.value.executer(morceaux)

    comptes = colis.repartitionById(aucun + 1, LOT).mapInArrow(compter, RESULTAT_SQL)
    comptes.write.parquet(str(sortie))


def _joindre(ensemble: DataFrame, autre: DataFrame) -> DataFrame:
    return ensemble.unionByName(autre)


def _colis(session: SparkSession, sources: Sources, lot_de: Mapping[str, int], aucun: int) -> Iterator[DataFrame]:
    """Events go to the lot of their dispositif, participants to that of their event. An identifier met twice has no lot."""
    from pyspark.sql import functions as f

    if "evenement" not in sources:
        for nom, chemin in sources.items():
            yield _emballe(_lire(session, chemin).withColumn(LOT, f.lit(aucun)), nom)
        return
    places = pa.table({"dispositif_id": pa.array(lot_de, pa.string()), LOT: pa.array(lot_de.values(), pa.int32())})
    lots = f.broadcast(session.createDataFrame(places))
    evenements = _lire(session, sources["evenement"]).join(lots, "dispositif_id", "left").na.fill({LOT: aucun})
    unique = f.when(f.count("*") == 1, f.min(LOT)).otherwise(aucun).cast("int").alias(LOT)
    reperes = evenements.select("event_id", LOT).groupBy("event_id").agg(unique)
    yield _emballe(evenements, "evenement")
    yield _emballe(reperes.where(f.col(LOT) == aucun), "evenement")
    for nom in sources.keys() - {"evenement"}:
        situes = _lire(session, sources[nom]).join(reperes, "event_id", "left").na.fill({LOT: aucun})
        yield _emballe(situes, nom)


def _lire(session: SparkSession, chemin: Path) -> DataFrame:
    return session.read.parquet(str(chemin))


def _emballe(lignes: DataFrame, table: str) -> DataFrame:
    def envelopper(morceaux: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return emballer(morceaux, table)

    return lignes.mapInArrow(envelopper, SCHEMA_SQL).select(LOT, TABLE, BLOC)
