"""The opening calendar of a year laid out by months and weeks, ready to be read at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.socle.domain.calendrier import est_ferie, jours_entre
from maillage.structures.domain.ouverture import CRENEAUX_PAR_MODALITE, CalendrierOuverture, PeriodeException

MOIS = 12
SEMAINE = 7


@dataclass(frozen=True)
class JourCalendrier:
    """A day for one modality: `etat` OUVERT, PARTIEL or FERME; `exception` when it departs from the ordinary calendar; `motif` says why."""

    date: date
    etat: str
    exception: bool
    ferie: bool
    motif: str

    @property
    def dit(self) -> str:
        """What is read aloud after the number."""
        etat = {"OUVERT": "ouvert", "PARTIEL": "ouvert une partie du jour", "FERME": "fermé"}[self.etat]
        pourquoi = self.motif or ("jour férié" if self.ferie else "")
        return f"{etat}, {pourquoi}" if pourquoi else etat


@dataclass(frozen=True)
class MoisCalendrier:
    """A month as weeks of seven days; None for a day of another month."""

    premier: date
    semaines: tuple[tuple[JourCalendrier | None, ...], ...]
    jours_ouverts: int


def annee_calendrier(
    calendrier: CalendrierOuverture, modalite: str, annee: int, motifs: Iterable[PeriodeException]
) -> list[MoisCalendrier]:
    """Return the twelve months of a civil year for one modality."""
    raisons = {jour: periode.motif for periode in motifs for jour in jours_entre(periode.debut, periode.fin)}
    return [_mois(calendrier, modalite, date(annee, mois, 1), raisons) for mois in range(1, MOIS + 1)]


def _mois(calendrier: CalendrierOuverture, modalite: str, premier: date, raisons: Mapping[date, str]) -> MoisCalendrier:
    dernier = (premier.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    jours = [_jour(calendrier, modalite, jour, raisons.get(jour, "")) for jour in jours_entre(premier, dernier)]
    ouverts = sum(jour.etat != "FERME" for jour in jours)
    return MoisCalendrier(premier, tuple(_semaines(premier.weekday(), jours)), ouverts)


def _jour(calendrier: CalendrierOuverture, modalite: str, jour: date, motif: str) -> JourCalendrier:
    cles = [(modalite, jour, creneau) for creneau in CRENEAUX_PAR_MODALITE[modalite]]
    exception = any(cle in calendrier.exceptions for cle in cles)
    etat = calendrier.etat_du_jour(modalite, jour)
    return JourCalendrier(jour, etat, exception, est_ferie(jour), motif if exception else "")


def _semaines(decalage: int, jours: list[JourCalendrier]) -> Iterator[tuple[JourCalendrier | None, ...]]:
    cases: list[JourCalendrier | None] = [*([None] * decalage), *jours]
    cases.extend([None] * (-len(cases) % SEMAINE))
    for rang in range(0, len(cases), SEMAINE):
        yield tuple(cases[rang : rang + SEMAINE])
