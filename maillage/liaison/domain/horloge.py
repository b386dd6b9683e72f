"""The period of withdrawal: clear days from the last required signature (CASF D. 312-10-20, rule R34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.liaison.domain.changement import DefinitionSubstantiel, Nature
from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre
from maillage.socle.domain.delais import fin_delai_franc


@dataclass(frozen=True)
class Reglages:
    """Settings of one date: length of each period, postponement to an open day, age of majority, what « substantial » means."""

    valable_du: date
    delais: dict[Nature, int]
    report_jour_ouvrable: bool
    envoi_jours_ouvres: int
    majorite: int
    substantiel: DefinitionSubstantiel


def reglages_du_jour(suite: Iterable[Reglages], le: date) -> Reglages:
    """Return the settings in force on a day: the latest that is not after it, else the first ones."""
    tries = sorted(suite, key=lambda reglages: reglages.valable_du)
    return next((reglages for reglages in reversed(tries) if reglages.valable_du <= le), tries[0])


def fin_du_delai(signature: date, nature: Nature, reglages: Reglages) -> date:
    """Return the last day of the period: withdrawing is still possible that whole day, sending is not."""
    return fin_delai_franc(signature, jours=reglages.delais[nature], report_jour_ouvrable=reglages.report_jour_ouvrable)


def premier_jour_d_envoi(fin_delai: date) -> date:
    """Return the first day when the sheet may leave."""
    return fin_delai + UN_JOUR


def jour_d_effet(effet: date, fin_delai: date, motif_anticipation: str) -> date:
    """Return the day when the change begins: as written, unless that is before the end of the period and no reason was given."""
    return effet if effet > fin_delai or motif_anticipation.strip() else premier_jour_d_envoi(fin_delai)


def but_d_envoi(fin_delai: date, reglages: Reglages) -> date:
    """Return the day before which the team means to have sent everything."""
    jour, restants = fin_delai, reglages.envoi_jours_ouvres
    while restants:
        jour += UN_JOUR
        restants -= est_ouvre(jour)
    return jour
