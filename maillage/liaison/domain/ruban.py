"""A change drawn on the ribbon of a path, read from the address and turned into what a sheet proposes.

Grammar, one per changed period: `<MODALITE>:<LIEU>:<first day>:<last day or empty>` (the one of parcours.domain.changement).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.liaison.domain.changement import Accompagnement
from maillage.socle.domain.calendrier import ANNEES_DATE, UN_JOUR

PARTIES = 4


@dataclass(frozen=True)
class PeriodeDemandee:
    """A period, as it stands or as someone wishes it; an empty end stays open."""

    modalite: str
    lieu: str
    debut: date
    fin: date | None = None

    def couvre(self, jour: date) -> bool:
        return self.debut <= jour and (self.fin is None or jour <= self.fin)

    def remplace(self, autre: PeriodeDemandee) -> bool:
        """Tell whether this wish stands in the place of another period of its modality: same first day, or days in common."""
        communs = (self.fin is None or autre.debut <= self.fin) and (autre.fin is None or self.debut <= autre.fin)
        return self.modalite == autre.modalite and (self.debut == autre.debut or communs)


@dataclass(frozen=True)
class ChangementDemande:
    """What a sheet proposes: when, which modalities then, until when if all that opens ends the same day.

    `dates`: every day when something changes; a sheet takes effect on one of them only, the first.
    """

    effet: date
    accompagnements: tuple[Accompagnement, ...]
    fin_prevue: date | None
    dates: tuple[date, ...]


def lire_changements(
    textes: Iterable[str], *, modalites: Iterable[str], lieux: Iterable[str]
) -> tuple[PeriodeDemandee, ...]:
    """Read the wishes of an address; what is not understood is left out (an old or mistyped address still opens the form)."""
    connues, connus = frozenset(modalites), frozenset(lieux)
    lues = (_lire(texte) for texte in textes)
    return tuple(un for un in lues if un is not None and un.modalite in connues and un.lieu in connus)


def changement_demande(
    en_place: Sequence[PeriodeDemandee], demandees: Sequence[PeriodeDemandee]
) -> ChangementDemande | None:
    """Return what the wishes change in the periods in place, None when they change nothing."""
    dates = tuple(sorted({jour for une in demandees for jour in _dates(en_place, une)}))
    if not dates:
        return None
    gardees = [une for une in en_place if not any(voulue.remplace(une) for voulue in demandees)]
    a_la_fin = sorted((une for une in [*gardees, *demandees] if une.couvre(dates[-1])), key=lambda une: une.modalite)
    fins = {une.fin for une in demandees if une.couvre(dates[-1])}
    return ChangementDemande(
        effet=dates[0],
        accompagnements=tuple(Accompagnement(une.modalite, une.lieu) for une in a_la_fin),
        fin_prevue=next(iter(fins)) if len(fins) == 1 else None,
        dates=dates,
    )


def _dates(en_place: Sequence[PeriodeDemandee], voulue: PeriodeDemandee) -> list[date]:
    """Days when the wish changes something: its own edges, those of the period it replaces, where they differ."""
    remplacees = [une for une in en_place if voulue.remplace(une)]
    if not remplacees:
        return [voulue.debut]
    jours = []
    for une in remplacees:
        if une.debut != voulue.debut:
            jours.append(min(une.debut, voulue.debut))
        if une.lieu != voulue.lieu:
            jours.append(voulue.debut)
        if une.fin != voulue.fin:
            jours.append(min(fin for fin in (une.fin, voulue.fin) if fin is not None) + UN_JOUR)
    return jours


def _lire(texte: str) -> PeriodeDemandee | None:
    parties = texte.split(":")
    if len(parties) != PARTIES:
        return None
    modalite, lieu, debut, fin = parties
    try:
        lue = PeriodeDemandee(modalite, lieu, date.fromisoformat(debut), date.fromisoformat(fin) if fin else None)
    except ValueError:
        return None
    bornes = [lue.debut, lue.fin or lue.debut]
    return lue if all(borne.year in ANNEES_DATE for borne in bornes) and bornes[0] <= bornes[1] else None
