"""The worked examples of the contract brought together in one folder: each keeps its facts, identifiers get its name in front."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.activite.lecture.tables import specifications
from tests.activite.agendas import COLONNES, Tables, generer
from tests.activite.exemples import cas_de

IDENTIFIANTS = {
    s.nom: {c.nom for c in s.colonnes if c.reference or c.type.nom == "identifiant"} for s in specifications(())
}
HORS_SUJET = {"FORMAT", "PARAMETRES"}
"""Folders whose matter is the form of a file, or parameters of their own."""


def region(dispositifs: int = 6) -> Tables:
    """Every example counted with the rules as they are, and an invented region beside them."""
    tables: Tables = defaultdict(list, generer(7, dispositifs))
    dossiers = {cas.dossier for cas in cas_de() if cas.code == 0 and "--parametres" not in cas.arguments}
    for dossier in sorted(dossiers):
        if dossier.name not in HORS_SUJET:
            for fichier in sorted(dossier.glob("*.csv")):
                tables[fichier.stem] += _lignes(fichier, dossier.name)
    return tables


def _lignes(fichier: Path, prefixe: str) -> list[dict[str, str]]:
    cles = IDENTIFIANTS[fichier.stem]
    with fichier.open(encoding="utf-8-sig", newline="") as flux:
        return [
            {nom: f"{prefixe}-{texte}" if nom in cles and texte else texte for nom, texte in ligne.items()}
            for ligne in csv.DictReader(flux)
        ]


def ecrire_parquet(dossier: Path, tables: Tables) -> None:
    """Events as a folder by dispositif, participants as a folder of two files, the rest as files."""
    dossier.mkdir()
    for nom, lignes in tables.items():
        colonnes = {
            colonne: pa.array([ligne.get(colonne) or "" for ligne in lignes], pa.string()) for colonne in COLONNES[nom]
        }
        table, chemin = pa.table(colonnes), dossier / f"{nom}.parquet"
        if nom == "evenement":
            pq.write_to_dataset(table, chemin, partition_cols=["dispositif_id"])
        elif nom == "evenement_jeune":
            chemin.mkdir()
            pq.write_table(table.slice(0, 5), chemin / "a.parquet")
            pq.write_table(table.slice(5), chemin / "b.parquet")
        else:
            pq.write_table(table, chemin)


def ecrire_csv(dossier: Path, tables: Tables) -> None:
    dossier.mkdir()
    for nom, lignes in tables.items():
        with (dossier / f"{nom}.csv").open("w", encoding="utf-8", newline="") as flux:
            redacteur = csv.DictWriter(flux, COLONNES[nom], restval="", lineterminator="\n")
            redacteur.writeheader()
            redacteur.writerows(lignes)
