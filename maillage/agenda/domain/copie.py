"""A planned week carried to a term: which dates are written, which are skipped and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maillage.agenda.domain.empechements import Empechement, empreinte
from maillage.agenda.domain.erreurs import AVoir
from maillage.agenda.domain.periodes import PeriodeScolaire
from maillage.socle.domain.calendrier import Semaine, semaine_de

UNE_SEMAINE = timedelta(weeks=1)
ANNUELLE_MAX = 60
"""Weeks at most in one copy."""


@dataclass(frozen=True)
class ModeleCopie:
    """An événement of the model week, local times."""

    cle: int
    titre: str
    debut: datetime
    fin: datetime
    modalite: str


@dataclass(frozen=True)
class DateCopiee:
    """One occurrence about to be written from a model, local times."""

    modele: ModeleCopie
    debut: datetime
    fin: datetime

    @property
    def semaine(self) -> Semaine:
        return semaine_de(self.debut.date())


@dataclass(frozen=True)
class DateSautee:
    """One occurrence that is not written, and why."""

    modele: ModeleCopie
    jour: date
    raison: str


@dataclass(frozen=True)
class LigneCopie:
    """One week of the term: how many are written, which days are skipped and why."""

    semaine: Semaine
    nombre: int
    sautees: tuple[tuple[date, str], ...]
    ecartee: bool


@dataclass(frozen=True)
class PlanCopie:
    """Everything that a copy would write and skip; `ecartees`: weeks that the person left out."""

    periode: PeriodeScolaire
    dates: tuple[DateCopiee, ...]
    sautees: tuple[DateSautee, ...]
    ecartees: frozenset[date] = frozenset()

    @property
    def lignes(self) -> tuple[LigneCopie, ...]:
        """The weeks of the term, in order."""
        nombres = Counter(copiee.semaine for copiee in self.dates)
        raisons: dict[Semaine, dict[date, str]] = {}
        for sautee in self.sautees:
            raisons.setdefault(semaine_de(sautee.jour), {})[sautee.jour] = sautee.raison
        return tuple(
            LigneCopie(
                semaine,
                nombres[semaine],
                tuple(sorted(raisons.get(semaine, {}).items())),
                semaine.lundi in self.ecartees,
            )
            for semaine in semaines_de(self.periode)
        )

    def empreinte(self, genes: Iterable[Empechement]) -> str:
        """Return a short checksum of what would be written and of what stands in the way."""
        lignes = sorted(f"{copiee.modele.cle}:{copiee.debut.isoformat()}" for copiee in self.dates)
        return hashlib.sha256("\n".join([*lignes, empreinte(genes)]).encode()).hexdigest()[:16]


class CopieAVoir(AVoir):
    """Refuses a copy until its author has seen what it writes, skips and disturbs."""

    def __init__(self, plan: PlanCopie, genes: tuple[Empechement, ...]) -> None:
        super().__init__(
            "L'agenda a changé depuis l'aperçu : regardez-le de nouveau, rien n'est écrit.", plan.empreinte(genes)
        )
        self.plan, self.genes = plan, genes


def semaines_de(periode: PeriodeScolaire) -> tuple[Semaine, ...]:
    """Return every week that shares a day with a term."""
    premiere = semaine_de(periode.debut).lundi
    nombre = min((semaine_de(periode.fin).lundi - premiere).days // 7 + 1, ANNUELLE_MAX)
    return tuple(Semaine(premiere + rang * UNE_SEMAINE) for rang in range(nombre))


def planifier(
    modeles: Collection[ModeleCopie],
    periode: PeriodeScolaire,
    *,
    ecartees: Collection[date],
    pourquoi_sauter: Callable[[date, str], str],
) -> PlanCopie:
    """Carry each model to its day of each week of the term.

    `pourquoi_sauter(jour, modalite)` says why a day is skipped, an empty string when it is not; `ecartees` are Mondays left out by hand.
    """
    dates: list[DateCopiee] = []
    sautees: list[DateSautee] = []
    for semaine in semaines_de(periode):
        if semaine.lundi in ecartees:
            continue
        for modele in modeles:
            ecart = semaine.lundi - semaine_de(modele.debut.date()).lundi
            debut, fin = modele.debut + ecart, modele.fin + ecart
            jour = debut.date()
            if not periode.debut <= jour <= periode.fin:
                continue
            raison = pourquoi_sauter(jour, modele.modalite)
            if raison:
                sautees.append(DateSautee(modele, jour, raison))
            else:
                dates.append(DateCopiee(modele, debut, fin))
    return PlanCopie(periode, tuple(dates), tuple(sautees), frozenset(ecartees))
