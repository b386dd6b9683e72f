"""What the mapping screen shows of a file: headers, first lines, distinct values of the coded columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.agenda.imports.domain.codes import CODES
from maillage.agenda.imports.domain.texte import normaliser
from maillage.agenda.imports.readers import lire_tableau

EXEMPLES = 3
VALEURS_MAX = 40
"""Distinct values shown by column: beyond that it is surely not a column of codes."""


@dataclass(frozen=True)
class FichierVu:
    """`valeurs`: column → normalised values, the most frequent first. `exemples`: cells of the first lines."""

    entetes: tuple[str, ...]
    exemples: list[list[str]]
    valeurs: dict[str, list[str]]


def lire_entetes_et_valeurs(contenu: bytes, format_: str, colonnes: Mapping[str, str]) -> FichierVu:
    """Read a table for its mapping screen."""
    tableau = lire_tableau(contenu, format_)
    codees = {code: colonnes[code] for code in CODES if colonnes.get(code) in tableau.entetes}
    comptes: dict[str, Counter[str]] = {code: Counter() for code in codees}
    for ligne in tableau.lignes:
        for code, entete in codees.items():
            if texte := ligne.cellules.get(entete, ""):
                comptes[code][normaliser(texte)] += 1
    valeurs = {code: [valeur for valeur, _ in compte.most_common(VALEURS_MAX)] for code, compte in comptes.items()}
    exemples = [[ligne.cellules.get(entete, "") for entete in tableau.entetes] for ligne in tableau.lignes[:EXEMPLES]]
    return FichierVu(tableau.entetes, exemples, {code: lues for code, lues in valeurs.items() if lues})
