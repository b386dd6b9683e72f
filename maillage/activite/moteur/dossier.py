"""Count a folder of CSV or Parquet files, whatever its size: checked once, then counted by lots of dispositifs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.activite.lecture.tables import GRAND_LIVRE
from maillage.activite.moteur.comptage import Comptage, entete_de, morceaux_json
from maillage.activite.moteur.execution import Lot, executer_lot, lots_de, preparer
from maillage.socle.tabulaire import Probleme

EVENEMENTS_PAR_LOT = 1_000_000
TABLES_TEMPORAIRES = "SELECT table_name FROM duckdb_tables() WHERE temporary"


@dataclass(frozen=True)
class ComptageDossier:
    """A folder ready to be counted, without any problem."""

    connexion: duckdb.DuckDBPyConnection
    jeu: JeuDeRegles
    periode: Periode
    lots: list[Lot]

    def comptages(self) -> Iterator[Comptage]:
        """One count per lot; each replaces the one before."""
        permanentes = _tables(self.connexion)
        for lot in self.lots:
            for table in _tables(self.connexion) - permanentes:
                self.connexion.execute(f"DROP TABLE {table}")
            executer_lot(self.connexion, self.jeu, self.periode, lot)
            yield Comptage(self.connexion, self.jeu, self.periode)

    def morceaux_json(self) -> Iterator[str]:
        """The text of the result, piece by piece."""
        return morceaux_json(entete_de(self.jeu, self.periode), self.comptages())


def compter_dossier(
    dossier: Path, jeu: JeuDeRegles, periode: Periode, *, evenements_par_lot: int = EVENEMENTS_PAR_LOT
) -> tuple[ComptageDossier | None, list[Probleme]]:
    """The folder ready to be counted, or None and every problem of its files."""
    connexion = ouvrir_connexion()
    problemes = ouvrir_dossier(connexion, dossier, jeu.parametres.lieux)
    if problemes:
        return None, problemes
    preparer(connexion, jeu, periode)
    for table in _tables(connexion) & {f"lu_{nom}" for nom in GRAND_LIVRE}:
        connexion.execute(f"DROP TABLE {table}")
    return ComptageDossier(connexion, jeu, periode, lots_de(connexion, evenements_par_lot)), []


def _tables(connexion: duckdb.DuckDBPyConnection) -> set[str]:
    return {nom for (nom,) in connexion.execute(TABLES_TEMPORAIRES).fetchall()}
