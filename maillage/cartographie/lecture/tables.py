"""Tables in which unknown columns are ignored and some columns must be there although a cell may be empty."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from maillage.socle.tabulaire import (
    BOOLEEN,
    DECIMAL,
    IDENTIFIANT,
    LISTE,
    Colonne,
    LecteurCsv,
    Ligne,
    Probleme,
    Specification,
    TypeColonne,
)
from maillage.socle.tabulaire.types import ValeurInvalide

MOTIF_DEGRES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
PREFIXE_DEMANDE = "demande_"


class EntreeRefuseeError(Exception):
    """The inputs hold problems; nothing is computed. Prints as the lines of stderr, sorted, each once."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        self.problemes = sorted(set(problemes))
        super().__init__("\n".join(map(str, self.problemes)))


def degres(limite: int) -> TypeColonne:
    """Signed decimal degrees between -limite and limite."""

    def lire(texte: str) -> float:
        if not MOTIF_DEGRES.fullmatch(texte) or math.fabs(float(texte)) > limite:
            raise ValeurInvalide(f"coordonnée invalide « {texte} », attendu des degrés de -{limite} à {limite}")
        return float(texte)

    return TypeColonne("degres", lire)


ID = Colonne("id", IDENTIFIANT, obligatoire=True)
CLE = ("id",)
POINTS = Specification(
    "points",
    (ID, Colonne("lon", degres(180), obligatoire=True), Colonne("lat", degres(90), obligatoire=True)),
    CLE,
)
DEMANDE = Specification("demande", (ID, Colonne("population", DECIMAL, obligatoire=True)), CLE)
OFFRE = Specification("offre", (ID, Colonne("capacite", DECIMAL, obligatoire=True), Colonne("public", LISTE)), CLE)
CANDIDATS = Specification("candidats", (ID, Colonne("existant", BOOLEEN), Colonne("cout", DECIMAL)), CLE)
DISPOSITIFS = Specification(
    "dispositifs",
    (ID, Colonne("familles", LISTE, obligatoire=True), Colonne("capacite", DECIMAL, obligatoire=True)),
    CLE,
)
ACTUEL = Specification(
    "actuel",
    (
        Colonne("ecole", IDENTIFIANT, obligatoire=True),
        Colonne("famille", obligatoire=True),
        Colonne("dispositif", IDENTIFIANT),
    ),
    ("ecole", "famille"),
)
FACULTATIVES = frozenset({"cout"})
"""Columns that may be missing; any other column of a table must be there."""


def specification_ecoles(noms: Sequence[str]) -> Specification:
    """Schools: one column of demand for each family the header names."""
    familles = dict.fromkeys(nom for nom in noms if nom.startswith(PREFIXE_DEMANDE) and nom != PREFIXE_DEMANDE)
    return Specification("ecoles", (ID, *(Colonne(nom, DECIMAL) for nom in familles)), CLE)


@dataclass
class LecteurTable(LecteurCsv):
    """Reader whose specification may depend on the header."""

    facultatives: frozenset[str] = FACULTATIVES
    selon_entete: Callable[[Sequence[str]], Specification] | None = field(default=None, repr=False)

    def controler_entete(self, noms: list[str]) -> bool:
        if self.selon_entete is not None:
            self.specification = self.selon_entete(noms)
        nombres = Counter(noms)
        for nom in self.specification.par_nom:
            if nombres[nom] > 1:
                self._refuser_entete(nom, "colonne répétée")
            elif not nombres[nom] and nom not in self.facultatives:
                self._refuser_entete(nom, "colonne obligatoire absente")
        return self.lisible

    def interpreter(self, numero: int, textes: dict[str, str]) -> Ligne:
        connues = {nom: texte for nom, texte in textes.items() if nom in self.specification.par_nom}
        return super().interpreter(numero, connues)


@dataclass
class Lectures:
    """Reads the tables of one run and keeps the problems of all of them."""

    problemes: list[Probleme] = field(default_factory=list)

    def lire(self, chemin: Path, specification: Specification) -> list[Ligne]:
        """The rows of a table; they may be used only after `exiger`."""
        return self._parcourir(LecteurTable(chemin, specification))

    def lire_ecoles(self, chemin: Path) -> list[Ligne]:
        return self._parcourir(LecteurTable(chemin, specification_ecoles(()), selon_entete=specification_ecoles))

    def exiger(self) -> None:
        """Raises EntreeRefuseeError if anything read so far holds a problem."""
        if self.problemes:
            raise EntreeRefuseeError(self.problemes)

    def _parcourir(self, lecteur: LecteurTable) -> list[Ligne]:
        lignes = list(lecteur.parcourir())
        self.problemes += lecteur.problemes
        return lignes
