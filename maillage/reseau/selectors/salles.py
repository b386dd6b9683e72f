"""What each room of the network gives, found by the name of its module: a room that gives nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

SALLES = {
    "reseau": "Vie du réseau",
    "rencontres": "Rencontres",
    "formations": "Formations",
    "soutien": "Soutien technique",
    "bibliotheque": "Ressources",
    "enquetes": "Enquêtes",
    "activite": "Retours d'activité",
}
"""The rooms by code, in the order of the bilan, with what a page calls their figures."""


@lru_cache
def fonctions(
    module: str, nom: str, salles: tuple[str, ...] = tuple(SALLES)
) -> tuple[tuple[str, Callable[..., Any]], ...]:
    """Return (room, function) of each room whose `selectors.<module>` has that function, in the order given."""
    trouvees = []
    for salle in salles:
        adresse = f"maillage.{salle}.selectors.{module}"
        if _existe(adresse) and hasattr(piece := import_module(adresse), nom):
            trouvees.append((salle, getattr(piece, nom)))
    return tuple(trouvees)


def _existe(adresse: str) -> bool:
    try:
        return find_spec(adresse) is not None
    except ModuleNotFoundError:
        return False
