"""The name of a received file: what the person reads again later, never a path."""

from __future__ import annotations

import re
import unicodedata

LONGUEUR_MAX = 150
INTERDITS = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
RESERVES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that some systems give to devices."""


def assainir(nom: str) -> str:
    """Return a safe file name: last part of a path, without control, invisible or direction characters, short, never hidden.

    >>> assainir("../../etc/Bilan  de mars.pdf")
    'Bilan de mars.pdf'
    """
    dernier = nom.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", dernier) if unicodedata.category(c) not in {"Cc", "Cf"})
    propre = " ".join(INTERDITS.sub(" ", visible).split()).strip(". ")
    if RESERVES.match(propre):
        propre = f"_{propre}"
    base, extension = separer(propre)
    base = base[: LONGUEUR_MAX - len(extension) - 1].rstrip(". ") or "piece"
    return f"{base}.{extension}" if extension else base


def separer(nom: str) -> tuple[str, str]:
    """Split « Bilan.v2.PDF » into « Bilan.v2 » and « pdf »; no extension gives an empty one."""
    base, point, extension = nom.rpartition(".")
    if not point or not re.fullmatch(r"[A-Za-z0-9]{1,10}", extension):
        return nom, ""
    return base, extension.lower()
