"""Rows of a Parquet file as the texts of the contract: the row n is announced at line n + 1, as after a header."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.activite.lecture.parties import parties
from maillage.socle.tabulaire import LecteurCsv, Ligne
from maillage.socle.tabulaire.types import BLANCS

LIGNES_PAR_LOT = 50_000


class LecteurParquet(LecteurCsv):
    """Same columns, same checks; values may be text or native."""

    def parcourir(self) -> Iterator[Ligne]:
        numero, attendus = 1, None
        try:
            for chemin, places in parties(self.chemin):
                with pq.ParquetFile(chemin) as fichier:
                    noms = [nom.strip(BLANCS) for nom in (*fichier.schema_arrow.names, *places)]
                    if attendus is None and not self.controler_entete(noms):
                        return
                    if attendus not in (None, noms):
                        self.rendre_illisible(0, f"{chemin.name} n'a pas les mêmes colonnes que les fichiers d'avant")
                        return
                    attendus = noms
                    numero = yield from self._lire_lots(fichier, places, numero)
        except (OSError, pa.ArrowException) as erreur:
            self.rendre_illisible(0, f"fichier Parquet illisible ({erreur})")

    def _lire_lots(self, fichier: pq.ParquetFile, places: dict[str, str], numero: int) -> Generator[Ligne, None, int]:
        """Returns the number of the last row."""
        for lot in fichier.iter_batches(LIGNES_PAR_LOT):
            for cellules in lot.to_pylist():
                numero += 1
                yield self.interpreter(numero, places | {nom: en_texte(valeur) for nom, valeur in cellules.items()})
        return numero


def en_texte(valeur: object) -> str:
    """As the CSV file would hold it; what the contract cannot hold gives a text it refuses."""
    match valeur:
        case None:
            return ""
        case bool():
            return "true" if valeur else "false"
        case datetime():
            return valeur.isoformat(timespec="minutes" if not (valeur.second or valeur.microsecond) else "auto")
        case date():
            return valeur.isoformat()
        case list():
            return ";".join(en_texte(element) for element in valeur)
        case float() | Decimal():
            return _decimal_en_texte(valeur)
        case _:
            return str(valeur).strip(BLANCS)


def _decimal_en_texte(valeur: float | Decimal) -> str:
    texte = format(valeur, "f") if isinstance(valeur, Decimal) else repr(valeur)
    return texte.rstrip("0").rstrip(".") if "." in texte else texte
