"""Half-days of a dated day, and the hours that a certificate tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class DemiJournee(StrEnum):
    """The half-day of a sign-in."""

    MATIN = "MATIN"
    APRES_MIDI = "APRES_MIDI"


@dataclass(frozen=True)
class ReglesDemiJournee:
    """Dated settings. `midi` cuts the day; `debord`: time beyond it that makes no other half-day; `pause`: lunch, out of the hours of a whole day."""

    midi: dt.time
    debord: dt.timedelta
    pause: dt.timedelta


LIBELLES_DEMI_JOURNEE = {DemiJournee.MATIN: "matin", DemiJournee.APRES_MIDI: "après-midi"}
Plage = tuple[dt.date, dt.time, dt.time]
ReglesDuJour = Callable[[dt.date], ReglesDemiJournee]


def demi_journees(debut: dt.time, fin: dt.time, regles: ReglesDemiJournee) -> tuple[DemiJournee, ...]:
    """Return the half-days that hours cover, at least one."""
    avant, apres = _minutes(debut, regles.midi), _minutes(regles.midi, fin)
    matin = avant > regles.debord or (avant > dt.timedelta() and apres <= regles.debord)
    soir = apres > regles.debord or not matin
    return tuple(moment for moment, oui in ((DemiJournee.MATIN, matin), (DemiJournee.APRES_MIDI, soir)) if oui)


def duree(debut: dt.time, fin: dt.time, regles: ReglesDemiJournee) -> dt.timedelta:
    """Return the time worked between two hours, lunch aside when both half-days are covered."""
    brute = _minutes(debut, fin)
    return brute - regles.pause if len(demi_journees(debut, fin, regles)) == 2 and brute > regles.pause else brute


def heures_suivies(
    plages: Iterable[Plage], presences: Iterable[tuple[dt.date, str]], regles_du: ReglesDuJour
) -> Decimal:
    """Return the hours of the half-days signed: a whole day counts its time, one half of two counts half of it."""
    signees = set(presences)
    total = dt.timedelta()
    for jour, debut, fin in plages:
        regles = regles_du(jour)
        prevues = demi_journees(debut, fin, regles)
        faites = sum(1 for moment in prevues if (jour, moment.value) in signees)
        total += duree(debut, fin, regles) * faites / len(prevues)
    return (Decimal(total.total_seconds()) / 3600).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def demi_journee_de(moment: dt.datetime, regles: ReglesDemiJournee) -> DemiJournee:
    """Return the half-day of a local moment."""
    return DemiJournee.MATIN if moment.time() < regles.midi else DemiJournee.APRES_MIDI


def _minutes(debut: dt.time, fin: dt.time) -> dt.timedelta:
    base = dt.date(2000, 1, 3)
    return dt.datetime.combine(base, fin) - dt.datetime.combine(base, debut)
