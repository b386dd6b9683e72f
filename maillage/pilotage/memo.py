"""Frozen bytes are read once in a process: what is kept is known by the digest of what it was read from, so it never goes stale."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """The last `taille` values by key."""

    def __init__(self, taille: int) -> None:
        self.taille = taille
        self._valeurs: OrderedDict[Hashable, V] = OrderedDict()
        self._verrou = Lock()

    def garde(self, cle: Hashable) -> V | None:
        """Return what is kept under a key, or None."""
        with self._verrou:
            if cle in self._valeurs:
                self._valeurs.move_to_end(cle)
            return self._valeurs.get(cle)

    def garder(self, cle: Hashable, valeur: V) -> V:
        """Keep a value and return it; the one read longest ago leaves when there is no more room."""
        with self._verrou:
            self._valeurs[cle] = valeur
            while len(self._valeurs) > self.taille:
                self._valeurs.popitem(last=False)
        return valeur
