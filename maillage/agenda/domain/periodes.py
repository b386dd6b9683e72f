"""School terms: what lies between two long holidays of a zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from maillage.socle.domain.typographie import ecrire_periode

UN_JOUR = timedelta(days=1)
JOURS_D_UNE_COUPURE = 7
"""A shorter holiday (Ascension) is skipped inside a term; a longer one ends it."""


class Vacances(Protocol):
    """A holiday, first and last day included."""

    @property
    def nom(self) -> str: ...

    @property
    def debut(self) -> date: ...

    @property
    def fin(self) -> date: ...


@dataclass(frozen=True)
class PeriodeScolaire:
    """A term: its first and last day, the holiday that it follows and the one that it comes before."""

    debut: date
    fin: date
    apres: str = ""
    avant: str = ""

    @property
    def libelle(self) -> str:
        """« du 5 janvier au 13 février 2026, après les vacances de Noël »."""
        suite = f", après : {self.apres}" if self.apres else ""
        return f"{ecrire_periode(self.debut, self.fin)}{suite}"


def periodes_scolaires(vacances: Iterable[Vacances]) -> tuple[PeriodeScolaire, ...]:
    """Return the terms between long holidays, in order; holidays of one name that touch are one."""
    coupures = _reunir(vacances)
    return tuple(
        PeriodeScolaire(avant.fin + UN_JOUR, apres.debut - UN_JOUR, avant.nom, apres.nom)
        for avant, apres in pairwise(coupures)
        if avant.fin + UN_JOUR < apres.debut
    )


def periodes_apres(periodes: Iterable[PeriodeScolaire], jour: date) -> tuple[PeriodeScolaire, ...]:
    """Return the terms that begin after a day, the next one first."""
    return tuple(periode for periode in periodes if periode.debut > jour)


@dataclass(frozen=True)
class _Coupure:
    nom: str
    debut: date
    fin: date


def _reunir(vacances: Iterable[Vacances]) -> list[_Coupure]:
    reunies: list[_Coupure] = []
    for periode in sorted(vacances, key=lambda p: p.debut):
        if reunies and periode.debut <= reunies[-1].fin + UN_JOUR:
            reunies[-1] = _Coupure(reunies[-1].nom, reunies[-1].debut, max(reunies[-1].fin, periode.fin))
        else:
            reunies.append(_Coupure(periode.nom, periode.debut, periode.fin))
    return [c for c in reunies if (c.fin - c.debut).days + 1 >= JOURS_D_UNE_COUPURE]
