"""What a token of the API opens: sections, to read or to write, until a day."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.socle.acteur import Acces

SECTIONS_API = ("structures", "identite", "parcours", "dossiers", "agenda", "activite", "retours", "echanges")
"""The sections that the API speaks of."""
DUREES = (30, 90, 365)
"""How many days a token may live."""


def portee_valide(portee: Iterable[str]) -> bool:
    """Tell whether every part of a scope is `section:LECTURE` or `section:ECRITURE` of a section of the API."""
    permises = {f"{section}:{acces}" for section in SECTIONS_API for acces in Acces}
    return set(portee) <= permises
