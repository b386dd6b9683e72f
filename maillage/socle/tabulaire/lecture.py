"""Read one file against its specification: every problem of the file, placed, and its usable rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from maillage.socle.tabulaire.decoupage import (
    EncodageInvalide,
    GuillemetsInvalides,
    decouper_champs,
    est_blanche,
    parcourir_lignes,
)
from maillage.socle.tabulaire.probleme import TOUTE_LA_LIGNE, Probleme
from maillage.socle.tabulaire.specification import Bornes, Specification
from maillage.socle.tabulaire.types import Valeur, ValeurInvalide

CLE_DEJA_VUE = "clé déjà vue"


@dataclass(frozen=True)
class Ligne:
    """A row that could be cut into fields.

    `textes`: trimmed cells ("" is null). `valeurs`: typed values; null is None, a cell in error is absent.
    """

    numero: int
    textes: dict[str, str]
    valeurs: dict[str, Valeur]

    def est_valide(self, colonne: str) -> bool:
        return colonne in self.valeurs


@dataclass
class LecteurCsv:
    """Streams the rows of a file; `problemes` grows while `parcourir` advances.

    `lisible` becomes false when the encoding or the header prevents the file from being read (then other files must
    not be checked against it). With a `plafond`, reading stops after that many problems, as if the file could not be read further.
    """

    chemin: Path
    specification: Specification
    problemes: list[Probleme] = field(default_factory=list)
    lisible: bool = True
    plafond: int | None = None
    _cles: set[tuple[str, ...]] = field(default_factory=set, repr=False)

    def parcourir(self) -> Iterator[Ligne]:
        """Rows cut into fields, with or without bad cells. An encoding error cancels every other problem."""
        try:
            with self.chemin.open("rb") as flux:
                lignes = parcourir_lignes(flux)
                entete = self._lire_entete(next(lignes, None))
                if entete is not None:
                    yield from self._lire_lignes(lignes, entete)
        except EncodageInvalide as erreur:
            self.rendre_illisible(erreur.ligne, "octets qui ne sont pas de l'UTF-8")
        except OSError as erreur:
            self.rendre_illisible(0, f"fichier illisible ({erreur.strerror})")

    def signaler(self, ligne: int, colonne: str, motif: str) -> None:
        self.problemes.append(Probleme(self.chemin.name, ligne, colonne, motif))

    def rendre_illisible(self, ligne: int, motif: str) -> None:
        """The file says nothing more than this problem."""
        self.lisible = False
        self.problemes.clear()
        self.signaler(ligne, TOUTE_LA_LIGNE, motif)

    def controler_entete(self, noms: list[str]) -> bool:
        """Whether the rows may be read: every name known, once, and no mandatory column missing."""
        for nom, motif in _defauts_entete(noms, self.specification):
            self._refuser_entete(nom, motif)
        return self.lisible

    def interpreter(self, numero: int, textes: dict[str, str]) -> Ligne:
        """One row, from trimmed texts: types, bounds and primary key checked."""
        ligne = self._interpreter(numero, textes)
        self._verifier_cle(ligne)
        return ligne

    def _lire_entete(self, premiere: tuple[int, str] | None) -> list[str] | None:
        if premiere is None or est_blanche(premiere[1]):
            self._refuser_entete(TOUTE_LA_LIGNE, "en-tête absent")
            return None
        try:
            noms = decouper_champs(premiere[1])
        except GuillemetsInvalides as erreur:
            self._refuser_entete(TOUTE_LA_LIGNE, str(erreur))
            return None
        return noms if self.controler_entete(noms) else None

    def _refuser_entete(self, colonne: str, motif: str) -> None:
        self.lisible = False
        self.signaler(1, colonne, motif)

    def _lire_lignes(self, lignes: Iterator[tuple[int, str]], entete: list[str]) -> Iterator[Ligne]:
        for numero, texte in lignes:
            champs = None if est_blanche(texte) else self._decouper(numero, texte, len(entete))
            if champs is not None:
                yield self.interpreter(numero, dict(zip(entete, champs, strict=True)))
            if self.plafond is not None and len(self.problemes) >= self.plafond:
                self.lisible = False
                return

    def _decouper(self, numero: int, texte: str, nombre: int) -> list[str] | None:
        try:
            champs = decouper_champs(texte)
        except GuillemetsInvalides as erreur:
            self.signaler(numero, TOUTE_LA_LIGNE, str(erreur))
            return None
        if len(champs) == nombre:
            return champs
        self.signaler(numero, TOUTE_LA_LIGNE, f"{len(champs)} champs au lieu de {nombre}")
        return None

    def _interpreter(self, numero: int, textes: dict[str, str]) -> Ligne:
        valeurs: dict[str, Valeur] = {}
        for nom, texte in textes.items():
            colonne = self.specification.par_nom[nom]
            try:
                valeurs[nom] = colonne.lire(texte)
            except ValeurInvalide as erreur:
                self.signaler(numero, nom, str(erreur))
        for bornes in self.specification.bornes:
            self._verifier_bornes(numero, valeurs, bornes)
        return Ligne(numero, textes, valeurs)

    def _verifier_bornes(self, numero: int, valeurs: dict[str, Valeur], bornes: Bornes) -> None:
        debut, fin = valeurs.get(bornes.debut), valeurs.get(bornes.fin)
        if not isinstance(debut, date) or not isinstance(fin, date):
            return
        if bornes.ordonnees and (fin < debut or (bornes.stricte and fin == debut)):
            self.signaler(numero, bornes.fin, "la fin précède le début" if fin < debut else "la fin est égale au début")
        elif bornes.duree_maximale is not None and fin - debut > bornes.duree_maximale:
            self.signaler(numero, bornes.fin, f"durée de plus de {bornes.duree_maximale.days} jours")

    def _verifier_cle(self, ligne: Ligne) -> None:
        """Compared on the trimmed texts; not tested when a mandatory part is empty."""
        noms = self.specification.cle
        if not noms or any(not ligne.textes[nom] for nom in noms if self.specification.par_nom[nom].obligatoire):
            return
        cle = tuple(ligne.textes.get(nom, "") for nom in noms)
        if cle in self._cles:
            self.signaler(ligne.numero, "+".join(noms), CLE_DEJA_VUE)
        self._cles.add(cle)


def _defauts_entete(noms: list[str], specification: Specification) -> Iterator[tuple[str, str]]:
    for nom, nombre in Counter(noms).items():
        if not nom:
            yield TOUTE_LA_LIGNE, "colonne sans nom"
        elif nom not in specification.par_nom:
            yield nom, "colonne inconnue"
        elif nombre > 1:
            yield nom, "colonne répétée"
    for nom in specification.obligatoires:
        if nom not in noms:
            yield nom, "colonne obligatoire absente"


def lire_csv(chemin: Path, specification: Specification) -> tuple[list[Ligne], list[Probleme]]:
    """Every row that could be cut into fields, and every problem, sorted. For files that fit in memory."""
    lecteur = LecteurCsv(chemin, specification)
    lignes = list(lecteur.parcourir())
    return (lignes if lecteur.lisible else []), sorted(lecteur.problemes)
