"""The drawing of a signature: an SVG path in a box of 600 by 200, made of moves and lines only."""

from __future__ import annotations

import re

from maillage.liaison.domain.erreurs import ErreurLiaison

LONGUEUR_MAX = 20_000
TRACE = re.compile(r"(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})*)*")


def verifier_dessin(dessin: str) -> str:
    """Return the path, refused when it is anything but moves and lines: it is shown on pages later."""
    dessin = dessin.strip()
    if len(dessin) > LONGUEUR_MAX or not TRACE.fullmatch(dessin):
        raise ErreurLiaison(
            "Le tracé n'a pas pu être lu. Effacez-le et recommencez, ou signez sans tracé.", champ="dessin"
        )
    return dessin
