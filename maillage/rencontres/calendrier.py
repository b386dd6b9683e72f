"""Meetings as an iCalendar feed (RFC 5545): one event a day of each date; a date called off stays, cancelled, so that calendars drop it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from maillage.agenda.domain.heures import PARIS
from maillage.rencontres.models import JourSeance, SeanceRencontre

PRODUIT = "-//Maillage//Rencontres//FR"
RAFRAICHIR = "PT6H"


def ecrire_calendrier(seances: Iterable[SeanceRencontre], *, nom: str, adresse_publique: str) -> bytes:
    """Return the calendar of these dates; hours are written in UTC, which every reader understands alike."""
    calendrier = Calendar()
    for cle, valeur in (("prodid", PRODUIT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("x-wr-calname", nom)):
        calendrier.add(cle, valeur)
    calendrier.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"}, encode=False)
    for seance in seances:
        for jour in seance.jours.all():
            calendrier.add_component(_evenement(seance, jour, adresse_publique))
    return calendrier.to_ical(sorted=False)


def _evenement(seance: SeanceRencontre, jour: JourSeance, adresse: str) -> Event:
    rencontre = seance.rencontre
    modifiee = rencontre.modifiee_le.astimezone(dt.UTC)
    evenement = Event()
    evenement.add("uid", f"{seance.identifiant}-{jour.le:%Y%m%d}@maillage")
    evenement.add("dtstamp", modifiee)
    evenement.add("last-modified", modifiee)
    evenement.add("sequence", seance.version)
    evenement.add("dtstart", _instant(jour.le, jour.debut))
    evenement.add("dtend", _instant(jour.le, jour.fin))
    evenement.add("summary", rencontre.titre)
    lieu = ", ".join(mot for mot in (seance.lieu, seance.adresse, seance.commune.nom if seance.commune else "") if mot)
    if lieu or seance.lien_distance:
        evenement.add("location", lieu or seance.lien_distance)
    if adresse:
        evenement.add("url", adresse)
    evenement.add("status", "CANCELLED" if seance.annulee else "CONFIRMED")
    return evenement


def _instant(jour: dt.date, heure: dt.time) -> dt.datetime:
    return dt.datetime.combine(jour, heure, PARIS).astimezone(dt.UTC)
