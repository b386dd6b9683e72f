"""iCalendar (RFC 5545): each VEVENT is read apart, each series expanded apart, so that a broken one breaks nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import prod

import recurring_ical_events
from icalendar import Calendar, Event

from maillage.agenda.domain.heures import jour_local
from maillage.agenda.imports.domain.evenements_ics import EvenementIcs
from maillage.agenda.imports.domain.texte import SEPARATEUR
from maillage.agenda.imports.domain.valeurs import ValeurInvalide, exiger_annee, local_vers_instant
from maillage.agenda.imports.readers.tableau import FichierIllisible, exiger_taille

CRITIQUES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")
TROP_SERREES = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
PAR_JOUR_MAX = 12
LIGNE = "X-MAILLAGE-LIGNE"
ILLISIBLE = "événement illisible ; corrigez-le dans l'agenda d'origine ou retirez-le du fichier"
PROBLEMES = (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError)
"""What the libraries raise on malformed components."""


@dataclass
class Decoupe:
    """The file cut at its VEVENT: (physical line, text) of each, and the rest (time zones, method)."""

    blocs: list[tuple[int, str]] = field(default_factory=list)
    reste: list[str] = field(default_factory=list)


def lire_ics(texte: str, *, jusqu_au: date) -> list[EvenementIcs]:
    """Return every occurrence, in the order of the file; endless series stop at `jusqu_au` included."""
    decoupe = _decouper(texte.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not decoupe.blocs:
        raise FichierIllisible("Cet agenda ne contient aucun événement.")
    exiger_taille(len(decoupe.blocs))
    annule = _lire_reste(decoupe.reste)
    lus: list[EvenementIcs] = []
    groupes: dict[str, list[Event]] = defaultdict(list)
    for numero, bloc in decoupe.blocs:
        try:
            evenement = _lire_bloc(numero, bloc)
        except PROBLEMES as erreur:
            lus.append(EvenementIcs(numero, motif=_motif(erreur)))
        else:
            groupes[str(evenement.get("UID", "")) or f"sans-uid-{numero}"].append(evenement)
    for groupe in groupes.values():
        lus.extend(_occurrences(groupe, jusqu_au=jusqu_au, annule=annule))
    exiger_taille(len(lus))
    return sorted(lus, key=lambda lu: lu.numero)


def _decouper(lignes: list[str]) -> Decoupe:
    decoupe, courant, depart = Decoupe(), None, 0
    for numero, ligne in enumerate(lignes, start=1):
        propre = ligne.strip().upper()
        if propre == "BEGIN:VEVENT":
            courant, depart = [ligne], numero
        elif courant is None:
            decoupe.reste.append(ligne)
        else:
            courant.append(ligne)
            if propre == "END:VEVENT":
                decoupe.blocs.append((depart, "\r\n".join(courant)))
                courant = None
    if courant is not None:
        decoupe.blocs.append((depart, "\r\n".join(courant)))
    return decoupe


def _lire_reste(lignes: list[str]) -> bool:
    """Teach the library the time zones that the file defines; tell whether the whole file cancels (METHOD:CANCEL)."""
    try:
        calendrier = Calendar.from_ical("\r\n".join(ligne for ligne in lignes if ligne.strip()))
    except PROBLEMES:
        return False
    return str(calendrier.get("METHOD", "")).upper() == "CANCEL"


def _lire_bloc(numero: int, bloc: str) -> Event:
    evenement = Event.from_ical(bloc)
    if not isinstance(evenement, Event):
        raise ValeurInvalide(ILLISIBLE)
    for nom, message in evenement.errors:
        if nom in CRITIQUES or (nom is None and any(critique in message for critique in CRITIQUES)):
            raise ValeurInvalide(
                f"{nom or 'ligne'} illisible ({message}) ; corrigez l'événement dans l'agenda d'origine"
            )
    evenement.add(LIGNE, str(numero))
    _exiger_fuseaux(evenement)
    regles = evenement.get("RRULE", [])
    for regle in regles if isinstance(regles, list) else [regles]:
        par_jour = prod(len(regle.get(partie, [0])) for partie in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if par_jour > PAR_JOUR_MAX or TROP_SERREES & {str(frequence).upper() for frequence in regle.get("FREQ", [])}:
            raise ValeurInvalide("répétition trop serrée pour un agenda ; retirez-la du fichier")
    return evenement


def _exiger_fuseaux(evenement: Event) -> None:
    for nom in ("DTSTART", "DTEND"):
        propriete = evenement.get(nom)
        fuseau = propriete.params.get("TZID") if propriete is not None else None
        if fuseau and isinstance(propriete.dt, datetime) and propriete.dt.tzinfo is None:
            raise ValeurInvalide(
                f"fuseau horaire inconnu « {fuseau} » ; exportez l'agenda avec un fuseau comme Europe/Paris"
            )


def _occurrences(groupe: list[Event], *, jusqu_au: date, annule: bool) -> Iterator[EvenementIcs]:
    """Occurrences of one UID, ranked in each day so that two of them on one date have two references."""
    serie = len(groupe) > 1 or any(nom in groupe[0] for nom in SERIES)
    entier = any("RECURRENCE-ID" not in evenement for evenement in groupe)
    try:
        composants = _developper(groupe, jusqu_au) if serie else groupe
    except PROBLEMES as erreur:
        yield EvenementIcs(_numero(groupe[0]), motif=_motif(erreur))
        return
    rangs: dict[date, int] = defaultdict(int)
    for lu in sorted((_lire(composant, annule=annule, entier=entier) for composant in composants), key=_ordre):
        if lu.debut is not None and not lu.jours:
            rangs[jour_local(lu.debut)] += 1
            yield lu.avec_rang(rangs[jour_local(lu.debut)])
        else:
            yield lu


def _developper(groupe: list[Event], jusqu_au: date) -> list[Event]:
    calendrier = Calendar()
    for evenement in groupe:
        calendrier.add_component(evenement)
    premier = min(_jour(evenement.start) for evenement in groupe)
    reprises = [_jour(evenement.start) for evenement in groupe if "RECURRENCE-ID" in evenement]
    dernier = max([jusqu_au, *reprises])
    trouvees = recurring_ical_events.of(calendrier).between(premier - timedelta(days=1), dernier + timedelta(days=1))
    return [composant for composant in trouvees if _jour(composant.start) <= dernier]


def _jour(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _ordre(lu: EvenementIcs) -> tuple[bool, float, int]:
    return lu.debut is None, lu.debut.timestamp() if lu.debut else 0.0, lu.numero


def _numero(composant: Event) -> int:
    return int(str(composant.get(LIGNE, "0")))


def _lire(composant: Event, *, annule: bool, entier: bool) -> EvenementIcs:
    """One occurrence; a floating time is the clock of Paris."""
    numero, champs = _numero(composant), _champs(composant)
    try:
        jours = _jours(composant)
        bornes = _instant(composant.start), _instant(composant.end)
    except PROBLEMES as erreur:
        return EvenementIcs(numero, champs=champs, motif=_motif(erreur))
    statut = "CANCELLED" if annule else str(composant.get("STATUS", "")).upper()
    return EvenementIcs(
        numero,
        uid=str(composant.get("UID", "")).strip(),
        debut=bornes[0],
        fin=bornes[1],
        jours=jours,
        statut=statut,
        entier=entier,
        champs=champs,
    )


def _jours(composant: Event) -> tuple[date, date] | tuple[()]:
    """First and last date of an occurrence of whole days; DTEND is excluded."""
    if isinstance(composant.start, datetime):
        return ()
    return composant.start, max(_jour(composant.end) - timedelta(days=1), composant.start)


def _instant(moment: date) -> datetime:
    complet = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    minute = complet.replace(second=0, microsecond=0)
    return exiger_annee(local_vers_instant(minute) if minute.tzinfo is None else minute.astimezone(UTC))


def _champs(composant: Event) -> dict[str, str]:
    champs = {nom: " ".join(str(composant.get(nom, "")).split()) for nom in ("SUMMARY", "LOCATION", "DESCRIPTION")}
    champs["CATEGORIES"] = SEPARATEUR.join(str(categorie) for categorie in composant.categories)
    champs["ATTENDEE"] = SEPARATEUR.join(_participants(composant, "ATTENDEE"))
    champs["ORGANIZER"] = SEPARATEUR.join(_participants(composant, "ORGANIZER"))
    return champs


def _participants(composant: Event, nom: str) -> Iterator[str]:
    valeurs = composant.get(nom, [])
    for valeur in valeurs if isinstance(valeurs, list) else [valeurs]:
        if str(getattr(valeur, "params", {}).get("PARTSTAT", "")).upper() != "DECLINED":
            yield str(getattr(valeur, "params", {}).get("CN", "")) or str(valeur).partition(":")[2]


def _motif(erreur: Exception) -> str:
    return erreur.motif if isinstance(erreur, ValeurInvalide) else ILLISIBLE
