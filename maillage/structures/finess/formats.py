"""Which format a file is in, told by its content, never by its name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from maillage.structures.domain.normalisation import FicheBrute
from maillage.structures.finess.flux import FluxJson, ouvrir_texte
from maillage.structures.finess.lecture_csv import lire_csv, reconnait
from maillage.structures.finess.lecture_etalab import lire_etalab, lire_positions, situation_de
from maillage.structures.finess.lecture_json import lire_pmej

CSV = "CSV"
ETALAB = "CSV etalab"
JSON_STRUCTURES = "JSON structures"
JSON_ACTIVITES = "JSON activités"
VERSIONS = frozenset({"v1.0.0"})
REMEDE = (
    "déposez le fichier CSV des établissements (colonnes nofinesset, rs, categorie), l'extrait « etalab » de data.gouv.fr "
    "ou un flux JSON « FINESS structures » ou « FINESS activités » v1.0.0"
)


class FormatInconnu(ValueError):  # noqa: N818 - named in French, as the field says it
    """The file is neither of the formats read; the message says what to give."""


@dataclass(frozen=True)
class Reconnu:
    """Format of a file, and its date of situation when it says it."""

    format: str
    situation_le: date | None = None


def reconnaitre(binaire: BinaryIO) -> Reconnu:
    """Return the format of a file. Raises FormatInconnu."""
    try:
        texte = ouvrir_texte(binaire)
        premier = texte.read(1)
        texte.seek(0)
        reconnu = _reconnaitre_json(texte) if premier == "{" else _reconnaitre_csv(texte)
        texte.detach()
    except (UnicodeDecodeError, OSError, EOFError, ValueError) as erreur:
        raise FormatInconnu(f"Ce fichier n'est pas un fichier FINESS lisible : {REMEDE}.") from erreur
    return reconnu


def _reconnaitre_csv(texte: Any) -> Reconnu:
    premiere = texte.readline()
    situation = situation_de(next(csv.reader([premiere], delimiter=";"), []))
    if situation is not None:
        return Reconnu(ETALAB, situation)
    if not reconnait(next(csv.reader([premiere]), [])):
        raise ValueError("colonnes absentes")
    return Reconnu(CSV)


def _reconnaitre_json(texte: Any) -> Reconnu:
    situation = None
    for cle, _rang, valeur in FluxJson(texte).elements():
        if cle == "schemaVersion" and valeur not in VERSIONS:
            raise ValueError(f"version {valeur} inconnue")
        if cle == "generatedAt":
            situation = date.fromisoformat(str(valeur)[:10])
        if cle == "pmej" and isinstance(valeur, dict):
            structures = "informationsGeneralesPMEJ" in valeur
            return Reconnu(JSON_STRUCTURES if structures else JSON_ACTIVITES, situation)
    raise ValueError("aucune personne morale")


def lire_fiches(binaire: BinaryIO, reconnu: Reconnu, *, situation_le: date) -> Iterator[FicheBrute]:
    """Yield the raw records of a file of establishments, streamed. Raises ValueError where a JSON text breaks."""
    texte = ouvrir_texte(binaire)
    if reconnu.format == CSV:
        yield from lire_csv(texte, situation_le=situation_le)
    elif reconnu.format == ETALAB:
        positions = lire_positions(texte)
        texte.detach()
        texte = ouvrir_texte(binaire)
        yield from lire_etalab(texte, positions, situation_le=situation_le)
    else:
        for cle, rang, pmej in FluxJson(texte).elements():
            if cle == "pmej" and isinstance(pmej, dict):
                yield from lire_pmej(pmej, f"pmej[{rang}]", situation_le=situation_le)
    texte.detach()
