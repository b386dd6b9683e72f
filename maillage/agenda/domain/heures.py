"""Local time of Europe/Paris and instants (activity contract 2.1, clock changes).

A local datetime here is naive and means the clock on the wall; an instant is aware. A clock time that does not exist is refused; one that
exists twice is always the first (summer time).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillage.agenda.domain.erreurs import HeureInexistante
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee

PARIS = ZoneInfo("Europe/Paris")


def vers_utc(local: datetime) -> datetime:
    """Return the instant of a naive local datetime; raise HeureInexistante in the hour skipped in March."""
    instant = local.replace(tzinfo=PARIS, fold=0).astimezone(UTC)
    if vers_local(instant) != local:
        raise HeureInexistante(
            f"{ecrire_heure(local.time())} n'existe pas le {ecrire_jour_annee(local)} : les horloges passent de 2 h à 3 h cette nuit-là. "
            "Indiquez une heure avant 2 h ou à partir de 3 h."
        )
    return instant


def vers_local(instant: datetime) -> datetime:
    """Return the naive local datetime of an instant."""
    return instant.astimezone(PARIS).replace(tzinfo=None, fold=0)


def jour_local(instant: datetime) -> date:
    """Return the local date of an instant (R1)."""
    return instant.astimezone(PARIS).date()


def bornes(debut: date, fin: date) -> tuple[datetime, datetime]:
    """Return the instants [start of `debut`, start of the day after `fin`): midnight always exists in Paris."""
    lendemain = fin + timedelta(days=1)
    return vers_utc(datetime.combine(debut, time())), vers_utc(datetime.combine(lendemain, time()))


def minutes_reelles(debut: datetime, fin: datetime) -> int:
    """Return the elapsed minutes between two instants, clock changes included."""
    return int((fin.astimezone(UTC) - debut.astimezone(UTC)).total_seconds() // 60)
