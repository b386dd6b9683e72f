"""A folder of CSV or Parquet files becomes the `entree_*` views of the engine, or the list of its problems."""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from maillage.activite.lecture.entree import ouvrir_table, ouvrir_vue
from maillage.activite.lecture.exacte import AVEC_FINESS, LectureExacte, fichiers_de
from maillage.activite.lecture.rapide import Suspect, lire_rapidement
from maillage.activite.lecture.tables import specifications
from maillage.socle.tabulaire import Probleme, Specification

TABLE_OBLIGATOIRE = "dispositif"


def ouvrir_dossier(
    connexion: duckdb.DuckDBPyConnection,
    dossier: Path,
    lieux: Collection[str],
    *,
    plafond: int | None = None,
    sauf: Collection[str] = (),
) -> list[Probleme]:
    """Every problem of the folder, sorted; when there is none, the `entree_*` views are ready.

    With a `plafond`, a file is left after that many problems: for who reads files of strangers.
    The tables of `sauf` are left unread: no other table may refer to them.

    Files proved clean by set-based checks are left where they are; the others are read again, row by row.
    """
    if not dossier.is_dir():
        return [Probleme(f"{TABLE_OBLIGATOIRE}.csv", 0, "*", "dossier absent ou illisible")]
    tables = tuple(specification for specification in specifications(lieux) if specification.nom not in sauf)
    lecture = _Lecture(connexion, dossier, tables, plafond)
    return lecture.conduire()


@dataclass
class _Lecture:
    connexion: duckdb.DuckDBPyConnection
    dossier: Path
    tables: tuple[Specification, ...]
    plafond: int | None = None
    fichiers: dict[str, Path] = field(default_factory=dict)
    suspects: set[str] = field(default_factory=set)

    def conduire(self) -> list[Probleme]:
        self.fichiers = {specification.nom: chemin for specification, chemin in fichiers_de(self.dossier, self.tables)}
        for specification in self.tables:
            self._ouvrir(specification)
        self._suspecter_references()
        problemes = self._relire() if self.suspects else []
        if TABLE_OBLIGATOIRE not in self.fichiers:
            problemes.append(Probleme(f"{TABLE_OBLIGATOIRE}.csv", 0, "*", "fichier absent"))
        return sorted(problemes)

    def _ouvrir(self, specification: Specification) -> None:
        chemin = self.fichiers.get(specification.nom)
        if chemin is None:
            ouvrir_vue(self.connexion, specification, {})
            return
        try:
            lire_rapidement(self.connexion, specification, chemin)
        except Suspect:
            self.suspects.add(specification.nom)
        if specification.nom == TABLE_OBLIGATOIRE and specification.nom not in self.suspects and self._est_vide():
            self.suspects.add(specification.nom)

    def _est_vide(self) -> bool:
        return self.connexion.execute("SELECT count(*) = 0 FROM entree_dispositif").fetchone() == (True,)

    def _suspecter_references(self) -> None:
        """A table is suspect when a reference fails, or when a table it refers to is itself suspect or absent."""
        incertaines = self.suspects | ({TABLE_OBLIGATOIRE} - set(self.fichiers))
        for specification in _dans_l_ordre(self.tables):
            if specification.nom not in self.fichiers or specification.nom in self.suspects:
                continue
            referees = {table for _, table in specification.references}
            if referees & incertaines or reference_en_defaut(self.connexion, specification):
                self.suspects.add(specification.nom)
                incertaines.add(specification.nom)

    def _relire(self) -> list[Probleme]:
        lecture = LectureExacte(self._cles_sures, self._finess_surs, plafond=self.plafond)
        if TABLE_OBLIGATOIRE not in self.fichiers:
            lecture.declarer_illisible(TABLE_OBLIGATOIRE)
        par_nom = {specification.nom: specification for specification in self.tables}
        lecture.lire([(par_nom[nom], self.fichiers[nom]) for nom in sorted(self.suspects)])
        if not lecture.problemes:
            for nom, table in lecture.tables.items():
                self.connexion.execute(f"DROP VIEW IF EXISTS entree_{nom}")
                ouvrir_table(self.connexion, par_nom[nom], table)
        return lecture.problemes

    def _cles_sures(self, table: str) -> set[str]:
        requete = f"SELECT {_cle(table)} FROM entree_{table}"
        return {cle for (cle,) in self.connexion.execute(requete).fetchall()}

    def _finess_surs(self) -> dict[str, set[str]]:
        lignes = self.connexion.execute("SELECT dispositif_id, coalesce(finess, []) FROM entree_dispositif").fetchall()
        return {dispositif: set(finess) for dispositif, finess in lignes}


def reference_en_defaut(connexion: duckdb.DuckDBPyConnection, specification: Specification) -> bool:
    """Whether a row of this table refers to what the tables already open do not hold."""
    requetes = [
        f"SELECT 1 FROM entree_{specification.nom} r ANTI JOIN entree_{table} c ON r.{colonne} = c.{_cle(table)} "
        f"WHERE r.{colonne} IS NOT NULL LIMIT 1"
        for colonne, table in specification.references
    ]
    if specification.nom in AVEC_FINESS:
        requetes.append(
            f"SELECT 1 FROM entree_{specification.nom} r JOIN entree_dispositif d USING (dispositif_id) "
            "WHERE r.finess IS NOT NULL AND NOT list_contains(coalesce(d.finess, []), r.finess) LIMIT 1"
        )
    return any(connexion.execute(requete).fetchone() for requete in requetes)


def _cle(table: str) -> str:
    return next(specification.cle[0] for specification in specifications(()) if specification.nom == table)


def _dans_l_ordre(tables: tuple[Specification, ...]) -> list[Specification]:
    """Tables that others refer to come first."""
    referees = {table for specification in tables for _, table in specification.references}
    return sorted(tables, key=lambda specification: (bool(specification.references), specification.nom not in referees))
