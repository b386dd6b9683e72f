"""Count a folder on a cluster: the registers pass the door here, the ledger in the tasks, and the text is that of one machine."""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.echelle.colis import en_bloc
from maillage.activite.echelle.lot import RANG, SUSPECT, TEXTE, Commission, empreinte_du_moteur
from maillage.activite.echelle.repartition import Sources, compter_les_lots, decouper, evenements_par_dispositif
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.activite.lecture.exacte import fichiers_de
from maillage.activite.lecture.rapide import Suspect, formes_du_parquet
from maillage.activite.lecture.tables import GRAND_LIVRE, specifications
from maillage.activite.moteur.comptage import entete_de, morceaux_de_textes
from maillage.activite.moteur.dossier import EVENEMENTS_PAR_LOT
from maillage.socle.tabulaire import Probleme

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class ComptageReparti:
    """A folder counted by the cluster: one text by dispositif, in files of Spark."""

    jeu: JeuDeRegles
    periode: Periode
    textes: Path
    nombre: int

    def morceaux_json(self) -> Iterator[str]:
        """The text of the result, piece by piece: the same bytes as on one machine."""
        return morceaux_de_textes(entete_de(self.jeu, self.periode), self._textes())

    def _textes(self) -> Iterator[str]:
        """One at a time: a region's texts may not fit in memory."""
        with duckdb.connect() as connexion:
            for rang in range(1, self.nombre + 1):
                [(texte,)] = connexion.execute(
                    f"SELECT {TEXTE} FROM read_parquet($1) WHERE {RANG} = $2", [f"{self.textes}/*.parquet", rang]
                ).fetchall()
                yield texte


def compter_sur_grappe(
    session: SparkSession, dossier: Path, jeu: JeuDeRegles, periode: Periode, *, travail: Path
) -> tuple[ComptageReparti | None, list[Probleme]]:
    """The count, or None and every problem of the folder. `travail`: an empty folder that every node reads and writes.

    A ledger in Parquet is read and checked by the tasks. Otherwise, or as soon as a task doubts, the door of one machine reads the
    whole folder: it places the problems, or gives back clean tables that are sent to the cluster.
    """
    chemins = {specification.nom: chemin for specification, chemin in fichiers_de(dossier, specifications(()))}
    livre = {nom: chemin for nom, chemin in chemins.items() if nom in GRAND_LIVRE}
    try:
        return _Envoi(session, jeu, periode, travail / "directs").compter(dossier, livre), []
    except Suspect:
        pass
    with ouvrir_connexion() as connexion:
        if problemes := ouvrir_dossier(connexion, dossier, jeu.parametres.lieux):
            return None, problemes
        propre = travail / "propre"
        propre.mkdir()
        for specification in specifications(()):
            copie = f"COPY entree_{specification.nom} TO '{str(propre).replace(chr(39), chr(39) * 2)}/{specification.nom}.parquet'"
            connexion.execute(f"{copie} (FORMAT parquet)")
    propres = {nom: propre / f"{nom}.parquet" for nom in GRAND_LIVRE}
    return _Envoi(session, jeu, periode, travail / "relus").compter(propre, propres), []


@dataclass(frozen=True)
class _Envoi:
    session: SparkSession
    jeu: JeuDeRegles
    periode: Periode
    textes: Path

    def compter(self, dossier: Path, livre: Sources) -> ComptageReparti:
        """Raises `Suspect` when the files are not all Parquet, or not proved clean."""
        tables = {specification.nom: specification for specification in specifications(())}
        for nom, chemin in livre.items():
            if chemin.suffix != ".parquet":
                raise Suspect
            formes_du_parquet(tables[nom], chemin)
        with ouvrir_connexion() as connexion:
            if ouvrir_dossier(connexion, dossier, self.jeu.parametres.lieux, sauf=GRAND_LIVRE):
                raise Suspect
            registres = {nom: _bloc(connexion, nom) for nom in tables if nom not in GRAND_LIVRE}
            rangs = [
                nom for (nom,) in connexion.execute("SELECT dispositif_id FROM entree_dispositif ORDER BY 1").fetchall()
            ]
        self._repartir(livre, registres, rangs)
        return ComptageReparti(self.jeu, self.periode, self.textes, len(rangs))

    def _repartir(self, livre: Sources, registres: dict[str, bytes], rangs: list[str]) -> None:
        nombres = evenements_par_dispositif(self.session, livre)
        coeurs = self.session.sparkContext.defaultParallelism
        lots = decouper([nombres.get(nom, 0) for nom in rangs], coeurs=coeurs, maximum=EVENEMENTS_PAR_LOT)
        lot_de = {rangs[rang - 1]: numero for numero, (a, b) in enumerate(lots) for rang in range(a, b + 1)}
        commission = Commission(self.jeu, self.periode, lots, registres, empreinte_du_moteur())
        compter_les_lots(self.session, livre, lot_de, commission, self.textes)
        with duckdb.connect() as connexion:
            requete = f"SELECT 1 FROM read_parquet($1) WHERE {RANG} = {SUSPECT} LIMIT 1"
            if connexion.execute(requete, [f"{self.textes}/*.parquet"]).fetchone():
                raise Suspect


def _bloc(connexion: duckdb.DuckDBPyConnection, table: str) -> bytes:
    return en_bloc(connexion.sql(f"SELECT * FROM entree_{table}").to_arrow_table())
