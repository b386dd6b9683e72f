"""Dated facts: inclusive at both ends, an empty end means « still open » (activity contract 2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.typographie import ecrire_date_annee


@dataclass(frozen=True, order=True)
class Intervalle:
    """A fact named `libelle`, from `debut` to `fin` included."""

    debut: date
    fin: date | None = None
    libelle: str = ""

    def couvre(self, jour: date) -> bool:
        return self.debut <= jour and (self.fin is None or jour <= self.fin)

    def chevauche(self, autre: Intervalle) -> bool:
        """Tell whether the two share at least one day."""
        return (self.fin is None or autre.debut <= self.fin) and (autre.fin is None or self.debut <= autre.fin)

    def prolonge(self, autre: Intervalle) -> bool:
        """Tell whether this one starts at most the day after the other ends: one stay for R21."""
        return autre.debut <= self.debut and (autre.fin is None or self.debut <= autre.fin + UN_JOUR)

    def en_mots(self) -> str:
        """« accueil de jour du 1er mars 2025 au 4 mai 2025 », « … depuis le 1er mars 2025 »."""
        bornes = (
            f"depuis le {ecrire_date_annee(self.debut)}"
            if self.fin is None
            else f"du {ecrire_date_annee(self.debut)} au {ecrire_date_annee(self.fin)}"
        )
        return f"{self.libelle} {bornes}".strip()


def veille(jour: date) -> date:
    return jour - timedelta(days=1)


def premier_chevauchement(nouveau: Intervalle, existants: Iterable[Intervalle]) -> Intervalle | None:
    """Return the earliest of `existants` that shares a day with `nouveau`."""
    return min((autre for autre in existants if autre.chevauche(nouveau)), default=None, key=lambda autre: autre.debut)


def refus_de_chevauchement(nouveau: Intervalle, autre: Intervalle) -> str:
    """Say which two facts overlap and how to mend it."""
    return (
        f"« {nouveau.en_mots()} » se chevauche avec « {autre.en_mots()} ». "
        "Terminez d'abord la première période, ou choisissez d'autres dates."
    )


def sejours(phases: Iterable[Intervalle]) -> tuple[Intervalle, ...]:
    """Merge the phases that follow each other: a renewal is neither an exit nor an entry (R21)."""
    fusionnes: list[Intervalle] = []
    for phase in sorted(phases, key=lambda phase: phase.debut):
        if fusionnes and phase.prolonge(fusionnes[-1]):
            fin = None if None in (phase.fin, fusionnes[-1].fin) else max(phase.fin, fusionnes[-1].fin)  # type: ignore[type-var]
            fusionnes[-1] = Intervalle(fusionnes[-1].debut, fin, phase.libelle)
        else:
            fusionnes.append(phase)
    return tuple(fusionnes)
