"""The dated settings of trainings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class ReglagesFormations:
    """Floor of what is shown, when the evaluation at a distance leaves and until when it may be answered, tries per origin."""

    valable_du: date
    plancher: int
    suite_mois: int
    suite_jours: int
    essais_par_adresse: int

    def fini_avant(self, le: date) -> date:
        """Return the latest end of a session whose evaluation at a distance is due on a day."""
        return le - relativedelta(months=self.suite_mois)

    def encore_ouverte(self, dernier_jour: date, le: date) -> bool:
        """Tell whether the evaluation of a session that ended on `dernier_jour` may still be answered."""
        return le <= dernier_jour + relativedelta(months=self.suite_mois) + timedelta(days=self.suite_jours)


def reglages_du(lignes: Iterable[ReglagesFormations], le: date) -> ReglagesFormations:
    """Return the settings in force on that day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]
