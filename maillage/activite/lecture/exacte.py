"""The exact reader: row by row, it finds every problem of the suspect files of a folder, and their usable text.

It reads the tables in an order where a table comes after those it refers to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from maillage.activite.lecture.parquet import LecteurParquet
from maillage.socle.tabulaire import LecteurCsv, Ligne, Probleme, Specification

ORDRE_DE_LECTURE = ("dispositif", "jeune", "fiche_liaison", "evenement")
LIGNES_PAR_LOT = 50_000
AVEC_FINESS = ("evenement", "places")

Cles = set[str]


@dataclass
class LectureExacte:
    """Reads suspect files; `cles_sures` gives the keys of a table already proved clean, `finess_surs` the declared FINESS.

    `plafond`: how many problems of one file are enough to stop reading it; None finds them all.
    """

    cles_sures: Callable[[str], Cles]
    finess_surs: Callable[[], dict[str, set[str]]]
    tables: dict[str, pa.Table] = field(default_factory=dict)
    problemes: list[Probleme] = field(default_factory=list)
    plafond: int | None = None
    _cles: dict[str, Cles | None] = field(default_factory=dict)
    _finess: dict[str, set[str]] | None = None

    def lire(self, fichiers: Sequence[tuple[Specification, Path]]) -> None:
        """Fill `tables` and `problemes`."""
        rang = {nom: place for place, nom in enumerate(ORDRE_DE_LECTURE)}
        for specification, chemin in sorted(fichiers, key=lambda fichier: rang.get(fichier[0].nom, len(rang))):
            self._lire_fichier(specification, chemin)

    def declarer_illisible(self, table: str) -> None:
        """References to this table are not tested."""
        self._cles[table] = None

    def _lire_fichier(self, specification: Specification, chemin: Path) -> None:
        lecteur = (LecteurParquet if chemin.suffix == ".parquet" else LecteurCsv)(
            chemin, specification, plafond=self.plafond
        )
        cles, tampon = set[str](), Tampon(specification)
        for ligne in lecteur.parcourir():
            self._controler_references(lecteur, ligne)
            cles.add(ligne.textes[specification.colonnes[0].nom])
            tampon.ajouter(ligne)
            self._retenir_finess(specification, ligne)
        if specification.nom == "dispositif" and not tampon.nombre and not lecteur.problemes:
            lecteur.signaler(1, "*", "aucun dispositif")
        self._cles[specification.nom] = cles if lecteur.lisible else None
        self.tables[specification.nom] = tampon.table()
        self.problemes.extend(lecteur.problemes)

    def _controler_references(self, lecteur: LecteurCsv, ligne: Ligne) -> None:
        for colonne, table in lecteur.specification.references:
            texte = ligne.textes.get(colonne)
            if texte and ligne.est_valide(colonne) and not self._existe(table, texte):
                lecteur.signaler(ligne.numero, colonne, f"« {texte} » n'existe pas dans {table}")
        if lecteur.specification.nom in AVEC_FINESS:
            self._controler_finess(lecteur, ligne)

    def _existe(self, table: str, cle: str) -> bool:
        if table not in self._cles:
            self._cles[table] = self.cles_sures(table)
        cles = self._cles[table]
        return cles is None or cle in cles

    def _controler_finess(self, lecteur: LecteurCsv, ligne: Ligne) -> None:
        """Not tested when the dispositif itself is unknown: that reference is already a problem."""
        finess, dispositif = ligne.textes.get("finess"), ligne.textes["dispositif_id"]
        if not finess or self._cles.get("dispositif", set()) is None:
            return
        if self._finess is None:
            self._finess = self.finess_surs()
        if dispositif in self._finess and finess not in self._finess[dispositif]:
            lecteur.signaler(
                ligne.numero, "finess", f"« {finess} » n'est pas un établissement du dispositif {dispositif}"
            )

    def _retenir_finess(self, specification: Specification, ligne: Ligne) -> None:
        """Of all the rows of a dispositif, if it is repeated."""
        if specification.nom == "dispositif":
            self._finess = {} if self._finess is None else self._finess
            declares = ligne.valeurs.get("finess")
            self._finess.setdefault(ligne.textes["dispositif_id"], set()).update(
                declares if isinstance(declares, tuple) else ()
            )


class Tampon:
    """Text rows gathered into an Arrow table by batches."""

    def __init__(self, specification: Specification) -> None:
        self.nombre = 0
        self._schema = pa.schema([(colonne.nom, pa.string()) for colonne in specification.colonnes])
        self._lignes: list[dict[str, str]] = []
        self._lots: list[pa.RecordBatch] = []

    def ajouter(self, ligne: Ligne) -> None:
        self.nombre += 1
        self._lignes.append(ligne.textes)
        if len(self._lignes) == LIGNES_PAR_LOT:
            self._vider()

    def table(self) -> pa.Table:
        self._vider()
        return pa.Table.from_batches(self._lots, self._schema)

    def _vider(self) -> None:
        self._lots.append(pa.RecordBatch.from_pylist(self._lignes, self._schema))
        self._lignes = []


def fichiers_de(dossier: Path, specifications: Sequence[Specification]) -> Iterator[tuple[Specification, Path]]:
    """The file of each table: `X.csv`, else `X.parquet`; a missing table has none."""
    for specification in specifications:
        for suffixe in (".csv", ".parquet"):
            chemin = dossier / f"{specification.nom}{suffixe}"
            if chemin.exists():
                yield specification, chemin
                break
