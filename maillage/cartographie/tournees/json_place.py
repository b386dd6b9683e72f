"""A JSON document read with every problem of it placed: `X.json:0:chemin`, for instance `jeunes[2].point`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from maillage.socle.tabulaire import Probleme
from maillage.socle.tabulaire.probleme import TOUTE_LA_LIGNE
from maillage.socle.tabulaire.types import ValeurInvalide

T = TypeVar("T")
Lecteur = Callable[[object], T]


class Objet(dict[str, object]):
    """A JSON object; `repetees` are the keys it gives twice."""

    repetees: tuple[str, ...] = ()


def _objet(paires: Sequence[tuple[str, object]]) -> Objet:
    objet = Objet(paires)
    cles = [cle for cle, _ in paires]
    objet.repetees = tuple(cle for rang, cle in enumerate(cles) if cle in cles[:rang])
    return objet


def _refuser_constante(nom: str) -> object:
    raise ValueError(f"« {nom} » n'est pas un nombre")


class LectureJson:
    """Reads values out of one file; `problemes` grows, a value that has one is None."""

    def __init__(self, fichier: str) -> None:
        self.fichier = fichier
        self.problemes: list[Probleme] = []

    def signaler(self, chemin: str, motif: str) -> None:
        self.problemes.append(Probleme(self.fichier, 0, chemin or TOUTE_LA_LIGNE, motif))

    def ouvrir(self, chemin: Path) -> Objet | None:
        """The object that the file holds; numbers with a point are Decimal."""
        try:
            octets = chemin.read_bytes()
        except OSError as erreur:
            self.signaler("", f"fichier illisible ({erreur.strerror})")
            return None
        return self.decoder(octets)

    def decoder(self, octets: bytes) -> Objet | None:
        """The object that these bytes write."""
        try:
            texte = octets.decode("utf-8-sig")
            lu = json.loads(texte, parse_float=Decimal, parse_constant=_refuser_constante, object_pairs_hook=_objet)
        except (ValueError, ArithmeticError, RecursionError) as erreur:
            self.signaler("", f"ce n'est pas du JSON en UTF-8 ({erreur})")
            return None
        return self.objet(lu, "")

    def objet(self, valeur: object, chemin: str) -> Objet | None:
        if not isinstance(valeur, Objet):
            self.signaler(chemin, "un objet { } est attendu")
            return None
        for cle in valeur.repetees:
            self.signaler(joindre(chemin, cle), "clé répétée")
        return valeur

    def sous_objet(self, objet: Objet, chemin: str, cle: str) -> Objet | None:
        return self.objet(objet[cle], joindre(chemin, cle)) if self._presente(objet, chemin, cle) else None

    def liste(self, objet: Objet, chemin: str, cle: str) -> list[object] | None:
        return self.valeur(objet, chemin, cle, _liste)

    def valeur(self, objet: Objet, chemin: str, cle: str, lire: Lecteur[T]) -> T | None:
        """A mandatory key."""
        return self.lire(objet[cle], joindre(chemin, cle), lire) if self._presente(objet, chemin, cle) else None

    def facultative(self, objet: Objet, chemin: str, cle: str, lire: Lecteur[T]) -> T | None:
        """None too when the key is absent or null."""
        return None if objet.get(cle) is None else self.lire(objet[cle], joindre(chemin, cle), lire)

    def lire(self, valeur: object, chemin: str, lire: Lecteur[T]) -> T | None:
        try:
            return lire(valeur)
        except ValeurInvalide as erreur:
            self.signaler(chemin, str(erreur))
            return None

    def _presente(self, objet: Objet, chemin: str, cle: str) -> bool:
        if cle not in objet:
            self.signaler(joindre(chemin, cle), "clé obligatoire absente")
        return cle in objet


def joindre(chemin: str, cle: str) -> str:
    return f"{chemin}.{cle}" if chemin else cle


def _liste(valeur: object) -> list[object]:
    if not isinstance(valeur, list):
        raise ValeurInvalide("une liste [ ] est attendue")
    return valeur
