"""A PDF that runs something when it opens is refused: JavaScript, launching a program, rich media."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from maillage.socle.pieces.archives import PIEGE
from maillage.socle.pieces.erreurs import ErreurPiece

FLUX = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FLUX_D_OBJETS = re.compile(rb"/Type\s*/ObjStm")
DEPLIE_MAX = 20 * 1024 * 1024
TOTAL_MAX = 200 * 1024 * 1024
ENTETE = 600
"""How far before a stream its dictionary is looked for."""
ACTIF = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|ImportData)(?![A-Za-z0-9_])")
NOM_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


def refuser_pdf_actif(octets: bytes) -> None:
    """Raise ErreurPiece when an action is written in the objects, compressed ones too; an encrypted file cannot be read so far."""
    for objets in _objets(octets):
        if ACTIF.search(NOM_CODE.sub(lambda code: bytes([int(code[1], 16)]), objets)):
            raise ErreurPiece(
                "Ce PDF contient un programme ou une action automatique. Imprimez-le en PDF, puis déposez la nouvelle version."
            )


def _objets(octets: bytes) -> Iterator[bytes]:
    """Yield what is written outside streams, and what object streams hold. Raises ErreurPiece when they unfold without end."""
    fin = deplie = 0
    for flux in FLUX.finditer(octets):
        dehors = octets[fin : flux.start()]
        yield dehors
        if FLUX_D_OBJETS.search(dehors[-ENTETE:]):
            objets = _deplier(flux[1])
            deplie += len(objets)
            if len(objets) >= DEPLIE_MAX or deplie > TOTAL_MAX:
                raise ErreurPiece(PIEGE)
            yield objets
        fin = flux.end()
    yield octets[fin:]


def _deplier(flux: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(flux, DEPLIE_MAX)
    except zlib.error:
        return b""
