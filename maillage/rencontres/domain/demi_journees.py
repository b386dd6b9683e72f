"""Half-days of a dated day, and the hours that a certificate tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MIDI = dt.time(12, 30)
DEBORD = dt.timedelta(minutes=45)
"""Time beyond noon that does not make another half-day: a morning that ends at 13 h is a morning."""
PAUSE = dt.timedelta(hours=1, minutes=30)
"""Lunch, not counted in the hours of a whole day."""


class DemiJournee(StrEnum):
    """The half-day of a sign-in."""

    MATIN = "MATIN"
    APRES_MIDI = "APRES_MIDI"


LIBELLES_DEMI_JOURNEE = {DemiJournee.MATIN: "matin", DemiJournee.APRES_MIDI: "après-midi"}
Plage = tuple[dt.date, dt.time, dt.time]


def demi_journees(debut: dt.time, fin: dt.time) -> tuple[DemiJournee, ...]:
    """Return the half-days that hours cover, at least one."""
    avant, apres = _minutes(debut, MIDI), _minutes(MIDI, fin)
    matin = avant > DEBORD or (avant > dt.timedelta() and apres <= DEBORD)
    soir = apres > DEBORD or not matin
    return tuple(moment for moment, oui in ((DemiJournee.MATIN, matin), (DemiJournee.APRES_MIDI, soir)) if oui)


def duree(debut: dt.time, fin: dt.time) -> dt.timedelta:
    """Return the time worked between two hours, lunch aside when both half-days are covered."""
    brute = _minutes(debut, fin)
    return brute - PAUSE if len(demi_journees(debut, fin)) == 2 and brute > PAUSE else brute


def heures_suivies(plages: Iterable[Plage], presences: Iterable[tuple[dt.date, str]]) -> Decimal:
    """Return the hours of the half-days signed: a whole day counts its time, one half of two counts half of it."""
    signees = set(presences)
    total = dt.timedelta()
    for jour, debut, fin in plages:
        prevues = demi_journees(debut, fin)
        faites = sum(1 for moment in prevues if (jour, moment.value) in signees)
        total += duree(debut, fin) * faites / len(prevues)
    return (Decimal(total.total_seconds()) / 3600).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def demi_journee_de(moment: dt.datetime) -> DemiJournee:
    """Return the half-day of a local moment."""
    return DemiJournee.MATIN if moment.time() < MIDI else DemiJournee.APRES_MIDI


def _minutes(debut: dt.time, fin: dt.time) -> dt.timedelta:
    base = dt.date(2000, 1, 3)
    return dt.datetime.combine(base, fin) - dt.datetime.combine(base, debut)
