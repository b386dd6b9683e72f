"""Files opened whatever their packing, and JSON arrays read element by element: a national file never sits whole in memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from typing import BinaryIO, TextIO, cast

MORCEAU = 1 << 16
MAGIE_GZIP = b"\x1f\x8b"
BLANCS = " \t\r\n"
APRES_VALEUR = ",]}" + BLANCS
"""Signs that end a value: without one of them, a number read ahead may be cut (« 0 » of « 0.5 »)."""


def empreinte(binaire: BinaryIO) -> str:
    """Return the SHA-256 of the whole file, left at its beginning."""
    binaire.seek(0)
    somme = hashlib.sha256()
    while morceau := binaire.read(MORCEAU):
        somme.update(morceau)
    binaire.seek(0)
    return somme.hexdigest()


def ouvrir_texte(binaire: BinaryIO) -> io.TextIOWrapper:
    """Return the text of a plain or gzipped UTF-8 file (a leading BOM is accepted), from its beginning."""
    binaire.seek(0)
    magie = binaire.read(2)
    binaire.seek(0)
    contenu = cast(BinaryIO, gzip.GzipFile(fileobj=binaire)) if magie == MAGIE_GZIP else binaire
    return io.TextIOWrapper(contenu, encoding="utf-8-sig", newline="")


class FluxJson:
    """Reads one JSON object from a text, giving the elements of its arrays one at a time."""

    def __init__(self, texte: TextIO) -> None:
        self._texte = texte
        self._tampon = ""
        self._fini = False
        self._decodeur = json.JSONDecoder()

    def elements(self) -> Iterator[tuple[str, int, object]]:
        """Yield (key, rank, element) for each element of each array of the object, (key, -1, value) for its other values.

        Raises ValueError when the text is not one complete JSON object; what came before stays good.
        """
        self._attendre("{")
        if self._prochain() == "}":
            return
        while True:
            cle = str(self._valeur())
            self._attendre(":")
            yield from self._tableau(cle) if self._prochain() == "[" else [(cle, -1, self._valeur())]
            if self._attendre(",}") == "}":
                return

    def _tableau(self, cle: str) -> Iterator[tuple[str, int, object]]:
        self._attendre("[")
        if self._prochain() == "]":
            self._attendre("]")
            return
        rang = 0
        while True:
            yield cle, rang, self._valeur()
            rang += 1
            if self._attendre(",]") == "]":
                return

    def _lire(self, taille: int = MORCEAU) -> bool:
        morceau = self._texte.read(taille)
        self._tampon += morceau
        self._fini = not morceau
        return bool(morceau)

    def _prochain(self) -> str:
        self._tampon = self._tampon.lstrip(BLANCS)
        while not self._tampon and self._lire():
            self._tampon = self._tampon.lstrip(BLANCS)
        if not self._tampon:
            raise ValueError("le fichier JSON s'arrête avant la fin")
        return self._tampon[0]

    def _attendre(self, signes: str) -> str:
        signe = self._prochain()
        if signe not in signes:
            raise ValueError(f"le fichier JSON a « {signe} » là où « {signes[0]} » était attendu")
        self._tampon = self._tampon[1:]
        return signe

    def _valeur(self) -> object:
        """Decode one value; the text read ahead doubles until it is complete, so that the cost stays linear."""
        self._prochain()
        while True:
            try:
                valeur, fin = self._decodeur.raw_decode(self._tampon)
                if self._fini or (fin < len(self._tampon) and self._tampon[fin] in APRES_VALEUR):
                    self._tampon = self._tampon[fin:]
                    return valeur
            except json.JSONDecodeError as erreur:
                if self._fini:
                    raise ValueError("le fichier JSON s'arrête ou se brise au milieu d'une valeur") from erreur
            self._lire(max(MORCEAU, len(self._tampon)))
