"""What a task does: the rows of its lot pass the same door as a folder, then the same engine. Nothing here knows Spark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

import maillage.activite
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.echelle.colis import deballer, depuis_bloc
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import reference_en_defaut
from maillage.activite.lecture.entree import ouvrir_table, ouvrir_vue
from maillage.activite.lecture.rapide import Suspect, lire_table
from maillage.activite.lecture.tables import GRAND_LIVRE, specifications
from maillage.activite.moteur.comptage import Comptage
from maillage.activite.moteur.execution import Lot, executer_lot, preparer
from maillage.socle.tabulaire import Specification

REGLES = ("domain", "lecture", "moteur")
MEMOIRE_PAR_TACHE = "3GB"
RANG, TEXTE = "d", "texte"
RESULTAT_SQL = f"{RANG} int, {TEXTE} string"
RESULTAT = pa.schema([(RANG, pa.int32()), (TEXTE, pa.string())])
SUSPECT = -1
"""Rank of the row that a task gives back instead of its counts when its rows are not proved clean."""


class MoteurDifferent(Exception):  # noqa: N818
    """A node holds another version of the rules: its figures would not be those of the command."""


@dataclass(frozen=True)
class Commission:
    """What every task receives: rules, period, lots, registers proved clean, and the mark of the engine that sends it."""

    jeu: JeuDeRegles
    periode: Periode
    lots: tuple[Lot, ...]
    registres: Mapping[str, bytes]
    moteur: str

    def executer(self, morceaux: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Blocks of one partition in, one row by dispositif out, or the row « suspect »."""
        if empreinte_du_moteur() != self.moteur:
            raise MoteurDifferent(
                "Le moteur de comptage de ce nœud n'est pas celui de la commande : même version partout."
            )
        numero, tables = deballer(morceaux)
        if numero < 0:
            return
        if numero >= len(self.lots):
            if tables:
                yield _ligne(SUSPECT, "")
            return
        try:
            yield from (_ligne(d, texte) for d, texte in self._compter(self.lots[numero], tables))
        except Suspect:
            yield _ligne(SUSPECT, "")

    def _compter(self, lot: Lot, tables: Mapping[str, pa.Table]) -> Iterator[tuple[int, str]]:
        with ouvrir_connexion(memoire=MEMOIRE_PAR_TACHE, fils=1) as connexion:
            self._ouvrir(connexion, tables)
            preparer(connexion, self.jeu, self.periode)
            executer_lot(connexion, self.jeu, self.periode, lot)
            yield from enumerate(Comptage(connexion, self.jeu, self.periode).morceaux(), start=lot[0])

    def _ouvrir(self, connexion: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
        """Registers first: the ledger refers to them."""
        livre: list[Specification] = []
        for specification in specifications(self.jeu.parametres.lieux):
            if specification.nom not in GRAND_LIVRE:
                ouvrir_table(connexion, specification, depuis_bloc(self.registres[specification.nom]))
            elif specification.nom in tables:
                lire_table(connexion, specification, tables[specification.nom])
                livre.append(specification)
            else:
                ouvrir_vue(connexion, specification, {})
        if any(reference_en_defaut(connexion, specification) for specification in livre):
            raise Suspect


def _ligne(rang: int, texte: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({RANG: [rang], TEXTE: [texte]}, schema=RESULTAT)


@lru_cache(maxsize=1)
def empreinte_du_moteur() -> str:
    """One mark for the rules and the engine that runs them: equal marks, equal figures."""
    marque = hashlib.sha256(duckdb.__version__.encode())
    racine = Path(maillage.activite.__file__).parent
    fichiers = (fichier for dossier in REGLES for fichier in (racine / dossier).rglob("*"))
    for fichier in sorted(fichier for fichier in fichiers if fichier.suffix in (".py", ".sql")):
        marque.update(fichier.name.encode() + fichier.read_bytes())
    return marque.hexdigest()
