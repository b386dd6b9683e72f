"""The public site for machines: Atom feed, iCalendar, map of the site. The same content gives the same bytes, so that a reader may keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as Xml

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from maillage.reseau.domain.site import RencontreAnnoncee

TITRE = "Le réseau des dispositifs intégrés"
ENTREES_MAX = 50
Entree = tuple[str, str, dt.date, str, str]
"""Title, summary, day, whole address, identifier."""


def flux_atom(entrees: Sequence[Entree], *, accueil: str, flux: str) -> str:
    """Return the feed, the latest first."""
    atom = Atom1Feed(title=TITRE, link=accueil, description="", feed_url=flux, language="fr", feed_guid=accueil)
    for titre, resume, jour, adresse, identifiant in sorted(entrees, key=lambda e: (e[2], e[4]), reverse=True)[
        :ENTREES_MAX
    ]:
        moment = timezone.make_aware(dt.datetime.combine(jour, dt.time(8)))
        atom.add_item(
            title=titre,
            link=adresse,
            description=resume,
            unique_id=f"urn:maillage:{identifiant}",
            pubdate=moment,
            updateddate=moment,
        )
    return atom.writeString("utf-8")


def calendrier(rencontres: Iterable[RencontreAnnoncee], *, adresse: Callable[[str], str]) -> bytes:
    """Return the meetings as iCalendar (RFC 5545)."""
    agenda = Calendar()
    agenda.add("prodid", "-//Maillage//Réseau//FR")
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", TITRE)
    for rencontre in rencontres:
        evenement = Event()
        evenement.add("uid", f"{rencontre.identifiant}@maillage")
        evenement.add("dtstamp", rencontre.debut.astimezone(dt.UTC))
        evenement.add("dtstart", rencontre.debut.astimezone(dt.UTC))
        evenement.add("dtend", rencontre.fin.astimezone(dt.UTC))
        evenement.add("summary", rencontre.titre)
        evenement.add("location", rencontre.lieu)
        evenement.add("description", rencontre.resume)
        evenement.add("url", adresse(rencontre.url))
        agenda.add_component(evenement)
    return agenda.to_ical()


def ecrire_plan(adresses: Iterable[tuple[str, dt.date | None]]) -> bytes:
    """Return the map of the site (sitemaps.org, protocol 0.9)."""
    racine = Xml.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for adresse, le in adresses:
        ligne = Xml.SubElement(racine, "url")
        Xml.SubElement(ligne, "loc").text = adresse
        if le is not None:
            Xml.SubElement(ligne, "lastmod").text = le.isoformat()
    return Xml.tostring(racine, encoding="utf-8", xml_declaration=True)
