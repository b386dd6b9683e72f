"""A feed written as iCalendar (RFC 5545), so that any calendar program shows the same hours as the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from icalendar import Calendar, Event, Timezone

from maillage.agenda.domain.heures import PARIS
from maillage.echanges.domain.occurrences import OccurrenceDuFlux

PRODUIT = "-//Maillage//Flux d'agenda//FR"
NOM = "Agenda Maillage"
DOMAINE = "maillage"
RAFRAICHIR = "PT1H"
FUSEAU = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
"""The rule of Paris since 1996, the first year of the contract. The one that the library draws begins summer time an hour late."""


def ecrire_ics(occurrences: Iterable[OccurrenceDuFlux]) -> bytes:
    """Return the calendar: one VEVENT per occurrence, never a rule, so that readers cannot differ on exceptions."""
    calendrier = Calendar()
    for nom, valeur in (("prodid", PRODUIT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("x-wr-calname", NOM)):
        calendrier.add(nom, valeur)
    calendrier.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"}, encode=False)
    calendrier.add("x-published-ttl", RAFRAICHIR)
    calendrier.add_component(_fuseau())
    for occurrence in occurrences:
        calendrier.add_component(_evenement(occurrence))
    return calendrier.to_ical(sorted=False)


@cache
def _fuseau() -> Timezone:
    fuseau = Timezone.from_ical(FUSEAU)
    if not isinstance(fuseau, Timezone):
        raise TypeError("the constant is a VTIMEZONE")
    return fuseau


def _evenement(occurrence: OccurrenceDuFlux) -> Event:
    """A length of zero or less has no end: the standard knows none."""
    evenement = Event()
    evenement.add("uid", f"{occurrence.identifiant}@{DOMAINE}")
    evenement.add("dtstamp", occurrence.modifie_le.astimezone(UTC))
    evenement.add("last-modified", occurrence.modifie_le.astimezone(UTC))
    evenement.add("sequence", occurrence.version)
    evenement.add("dtstart", _horloge(occurrence.debut))
    if occurrence.fin > occurrence.debut:
        evenement.add("dtend", _horloge(occurrence.fin))
    evenement.add("summary", occurrence.titre)
    if occurrence.lieu:
        evenement.add("location", occurrence.lieu)
    evenement.add("status", "CANCELLED" if occurrence.annulee else "CONFIRMED")
    evenement.add("transp", "TRANSPARENT" if occurrence.annulee else "OPAQUE")
    evenement.add("class", "PRIVATE")
    return evenement


def _horloge(instant: datetime) -> datetime:
    """The clock of Paris; in UTC for the second passage of the hour that comes twice in October, which that clock cannot name."""
    local = instant.astimezone(PARIS)
    return instant.astimezone(UTC) if local.fold else local
