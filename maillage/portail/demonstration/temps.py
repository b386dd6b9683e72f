"""Open days of an invented dispositif, and local moments as the database stores them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre, jours_entre
from maillage.structures.vacances import PeriodeVacances, vacances_scolaires

PARIS = ZoneInfo("Europe/Paris")
MINUIT = datetime.min.time()
NOEL, ETE = "Noël", "été"
FIN_D_ETE = (7, 18)
"""Day care closes for the summer after that day."""


@cache
def instant(jour: date, minute: int) -> str:
    """Return the moment `minute` minutes of wall clock after midnight of `jour`, Paris time, as UTC text: both engines keep sessions in UTC."""
    local = datetime.combine(jour, MINUIT) + timedelta(minutes=minute)
    return local.replace(tzinfo=PARIS).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


class Calendrier:
    """Days of an invented dispositif over [debut, fin]: default weekdays, less the holidays it closes."""

    def __init__(self, debut: date, fin: date, *, ferme_la_premiere_semaine: bool) -> None:
        self.debut, self.fin = debut, fin
        self.decale = ferme_la_premiere_semaine

    @cached_property
    def fermetures(self) -> dict[date, str]:
        """Weekdays closed for holidays, with the name of the holiday."""
        jours = ((jour, periode.nom) for periode in self._vacances() for jour in self._fermes_de(periode))
        return {jour: nom for jour, nom in jours if est_ouvre(jour) and self.debut <= jour <= self.fin}

    @cached_property
    def scolaires(self) -> frozenset[date]:
        """Days of school: open weekdays out of the school holidays."""
        vacances = {jour for periode in self._vacances() for jour in jours_entre(periode.debut, periode.fin)}
        return frozenset(jour for jour in self.ouverts if jour not in vacances)

    @cached_property
    def ouverts(self) -> tuple[date, ...]:
        return tuple(j for j in jours_entre(self.debut, self.fin) if est_ouvre(j) and j not in self.fermetures)

    @cached_property
    def nuits(self) -> frozenset[date]:
        """Nights open: the day and the next are open (R14)."""
        ouverts = set(self.ouverts)
        return frozenset(jour for jour in self.ouverts if jour + UN_JOUR in ouverts)

    def semaines(self, debut: date, fin: date) -> list[date]:
        """Mondays of [debut, fin] whose five days are all days of school."""
        lundis = (jour for jour in jours_entre(debut, fin - timedelta(days=4)) if jour.weekday() == 0)
        return [lundi for lundi in lundis if all(lundi + timedelta(days=n) in self.scolaires for n in range(5))]

    def _vacances(self) -> Iterator[PeriodeVacances]:
        for annee in range(self.debut.year - 1, self.fin.year + 1):
            yield from vacances_scolaires("C", annee)

    def _fermes_de(self, periode: PeriodeVacances) -> Iterator[date]:
        debut, fin = periode.debut, periode.fin
        semaine = timedelta(days=8)
        if ETE in periode.nom:
            debut = date(periode.debut.year, *FIN_D_ETE)
        elif NOEL not in periode.nom and self.decale:
            fin = min(fin, debut + semaine)
        elif NOEL not in periode.nom:
            debut = min(fin, debut + semaine)
        yield from jours_entre(debut, fin)
