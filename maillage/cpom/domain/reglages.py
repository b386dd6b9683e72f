"""The dated settings of the follow-up of a CPOM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReglagesCpom:
    """`seuil`: counts of people from 1 to below it are hidden; `bilan_…` and `dialogue_…`: day and month of the year after."""

    valable_du: date
    duree_max_ans: int
    seuil: int
    bilan_mois: int
    bilan_jour: int
    dialogue_mois: int
    dialogue_jour: int

    def bilan_de(self, annee: int) -> date:
        """Return the last day to write what a year gave."""
        return date(annee + 1, self.bilan_mois, self.bilan_jour)

    def dialogue_de(self, annee: int) -> date:
        """Return the usual day by which the yearly dialogue about a year is held."""
        return date(annee + 1, self.dialogue_mois, self.dialogue_jour)


def reglages_du(lignes: Iterable[ReglagesCpom], le: date) -> ReglagesCpom:
    """Return the settings in force on that day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]
