"""A typical week: whom each weekday usually expects, and at which hours, read from the same weekdays of the weeks before."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from maillage.cartographie.tournees.domain.journee import JOUR_MIN, Passage

MOITIE = Fraction(1, 2)
"""Expected on half of the days at least: a usual rider."""
Journees = Mapping[dt.date, Sequence[Passage]]


def passages_habituels(journees: Journees) -> tuple[Passage, ...]:
    """From days of one weekday: those expected on half of the days when someone was, at their most frequent hours.

    An absence does not count against anyone: the agenda expected them. A weekday when nobody came (holidays) is not a day.
    """
    ouvertes = [passages for passages in journees.values() if passages]
    par_jeune: dict[int, list[tuple[int, int, bool, bool]]] = defaultdict(list)
    for passages in ouvertes:
        for jeune, jour in _par_jeune(passages).items():
            par_jeune[jeune].append(jour)
    habituels: list[Passage] = []
    for jeune, jours in sorted(par_jeune.items()):
        if Fraction(len(jours), len(ouvertes)) >= MOITIE:
            habituels += _passages(jeune, _plus_frequent(jours))
    return tuple(habituels)


def _par_jeune(passages: Sequence[Passage]) -> dict[int, tuple[int, int, bool, bool]]:
    """First and last minute, night before, night after; someone only there at night has no day."""
    lus: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        lus[passage.jeune].append(passage)
    jours = {}
    for jeune, siens in lus.items():
        du_jour = [p for p in siens if p.debut >= 0 and not p.nuit]
        if du_jour:
            nuits = [p for p in siens if p.nuit]
            veille, soir = any(p.debut < 0 for p in nuits), any(p.fin > JOUR_MIN for p in nuits)
            jours[jeune] = (min(p.debut for p in du_jour), max(p.fin for p in du_jour), veille, soir)
    return jours


def _plus_frequent(jours: Sequence[tuple[int, int, bool, bool]]) -> tuple[int, int, bool, bool]:
    """The earliest of equals."""
    comptes = Counter(jours)
    return min(comptes, key=lambda jour: (-comptes[jour], jour))


def _passages(jeune: int, jour: tuple[int, int, bool, bool]) -> list[Passage]:
    debut, fin, veille, soir = jour
    return [
        Passage(jeune, debut, fin),
        *([Passage(jeune, -1, debut, nuit=True)] if veille else []),
        *([Passage(jeune, fin, JOUR_MIN + 1, nuit=True)] if soir else []),
    ]
