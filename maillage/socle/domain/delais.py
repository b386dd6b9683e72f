"""Delays counted in *jours francs*: neither the first nor the last day counts."""

from __future__ import annotations

from datetime import date

from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre


def fin_delai_franc(depart: date, *, jours: int, report_jour_ouvrable: bool = True) -> date:
    """First day after a delay of `jours` clear days from `depart` (rule R34).

    With `report_jour_ouvrable`, a Saturday, Sunday or public holiday moves to the next open day.
    """
    echeance = depart + (jours + 1) * UN_JOUR
    while report_jour_ouvrable and not est_ouvre(echeance):
        echeance += UN_JOUR
    return echeance
