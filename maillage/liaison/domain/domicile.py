"""Days and nights at home of a young person who sleeps in the establishment: what the family tells the CAF or the MSA once a year.

Source: Code de la sécurité sociale, L. 541-1 (the allowance is not due while boarding with full coverage, but for the days back home) and
R. 541-1 (those days are paid once a year, in one go). No text that could be read says how the day of leaving and the day of coming back count:
both readings are given, and the page says so. A night is read as rule R11 reads it: a presence that holds the instant `heure_nuit` of the next day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from maillage.socle.domain.calendrier import UN_JOUR


class NuitAgenda(Protocol):
    """A presence of night as the agenda gives it."""

    @property
    def debut(self) -> datetime: ...
    @property
    def fin(self) -> datetime: ...
    @property
    def confirme(self) -> bool: ...
    @property
    def present(self) -> bool | None: ...


class AbsenceAgenda(Protocol):
    """An absence as the agenda gives it."""

    @property
    def debut(self) -> datetime: ...
    @property
    def fin(self) -> datetime | None: ...


@dataclass(frozen=True)
class Retour:
    """A stay at home: the day of coming back and the day of leaving again, both shared with the establishment when they are days of the period."""

    debut: date
    fin: date
    nuits: int


@dataclass(frozen=True)
class ReleveDomicile:
    """A year of one young person. `entiers`: days with no night here, neither the evening before nor that evening; `partages`: with one of them.

    `a_confirmer`: nights planned in the past that nobody confirmed; they are counted as spent at home until someone does.
    """

    debut: date
    fin: date
    nuits_accueil: int
    nuits_domicile: int
    entiers: int
    partages: int
    a_confirmer: int
    retours: tuple[Retour, ...]

    @property
    def vide(self) -> bool:
        return self.nuits_accueil + self.nuits_domicile == 0


def nuits_passees(
    presences: Iterable[NuitAgenda], absences: Sequence[AbsenceAgenda], jours: Sequence[date], *, heure_nuit: time
) -> tuple[frozenset[date], frozenset[date]]:
    """Return the nights (dated by their evening) spent in the establishment, and those planned that nobody confirmed."""
    connus = frozenset(jours)
    passees: set[date] = set()
    a_confirmer: set[date] = set()
    for presence in presences:
        for jour in _nuits(presence, heure_nuit):
            instant = datetime.combine(jour + UN_JOUR, heure_nuit)
            if jour in connus and _present(presence, absences, instant):
                (passees if presence.confirme else a_confirmer).add(jour)
    return frozenset(passees), frozenset(a_confirmer - passees)


def nuits_inscrites(presences: Iterable[NuitAgenda], *, heure_nuit: time) -> frozenset[date]:
    """Return the nights that the agenda speaks of, whatever it says of them: a month without any was perhaps never filled in."""
    return frozenset(jour for presence in presences for jour in _nuits(presence, heure_nuit))


def relever(
    debut: date, fin: date, passees: frozenset[date], a_confirmer: frozenset[date], *, jours: Sequence[date]
) -> ReleveDomicile:
    """Count the days of accueil de nuit (`jours`) between two dates: nights here, nights at home, whole and shared days, stays at home."""
    periode = [jour for jour in jours if debut <= jour <= fin]
    a_la_maison = [jour for jour in periode if jour not in passees]
    autour = {jour: (jour - UN_JOUR in passees) + (jour in passees) for jour in periode}
    return ReleveDomicile(
        debut=debut,
        fin=fin,
        nuits_accueil=len(periode) - len(a_la_maison),
        nuits_domicile=len(a_la_maison),
        entiers=sum(nuits == 0 for nuits in autour.values()),
        partages=sum(nuits == 1 for nuits in autour.values()),
        a_confirmer=len([jour for jour in a_confirmer if debut <= jour <= fin]),
        retours=tuple(_retours(a_la_maison)),
    )


def _nuits(presence: NuitAgenda, heure_nuit: time) -> Iterable[date]:
    jour = presence.debut.date() - UN_JOUR
    while jour < presence.fin.date():
        if presence.debut <= datetime.combine(jour + UN_JOUR, heure_nuit) < presence.fin:
            yield jour
        jour += UN_JOUR


def _present(presence: NuitAgenda, absences: Sequence[AbsenceAgenda], instant: datetime) -> bool:
    """Said present is present; said absent is absent; not said is read with the absences (R6)."""
    if presence.present is not None:
        return presence.present
    return not any(absence.debut <= instant and (absence.fin is None or instant < absence.fin) for absence in absences)


def _retours(nuits: Sequence[date]) -> Iterable[Retour]:
    debut: date | None = None
    for rang, nuit in enumerate(nuits):
        debut = nuit if debut is None else debut
        if rang + 1 == len(nuits) or nuits[rang + 1] != nuit + UN_JOUR:
            yield Retour(debut, nuit + UN_JOUR, (nuit - debut).days + 1)
            debut = None


def jours_ouverts(periodes: Iterable[tuple[date, date | None]], debut: date, fin: date) -> list[date]:
    """Return the days between two dates when one of the periods is open, in order."""
    jours: set[date] = set()
    for depart, arrivee in periodes:
        premier, dernier = max(depart, debut), min(arrivee or fin, fin)
        jours |= {premier + timedelta(days=rang) for rang in range(max(0, (dernier - premier).days + 1))}
    return sorted(jours)
