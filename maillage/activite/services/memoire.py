"""The last counts kept open in memory, so that one explanation after another reads their tables instead of counting again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock

from maillage.activite.moteur import Comptage

COMPTAGES_GARDES = 4
_gardes: OrderedDict[Hashable, tuple[Comptage, Lock]] = OrderedDict()
_verrou = Lock()


@contextmanager
def comptage_garde(cle: Hashable, compter: Callable[[], Comptage]) -> Iterator[Comptage]:
    """Yield the count of `cle`, made by `compter` if it is not kept; one reader at a time, as its session demands.

    The key must hold the version of the facts: a kept count is then never stale, only forgotten.
    """
    with _verrou:
        garde = _gardes.get(cle)
    comptage, lecture = garde or (compter(), Lock())
    with _verrou:
        _gardes[cle] = comptage, lecture
        _gardes.move_to_end(cle)
        while len(_gardes) > COMPTAGES_GARDES:
            _gardes.popitem(last=False)
    with lecture:
        yield comptage


def oublier() -> None:
    """Forget every kept count: after a restore of the database, and between tests."""
    with _verrou:
        _gardes.clear()
