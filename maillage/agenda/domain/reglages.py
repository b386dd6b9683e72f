"""The dated settings of the agenda."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReglagesAgenda:
    """What the agenda estimates and reminds of.

    `paliers_vitesse`: (kilometres of road up to which, speed in km/h); `detour`: road over straight line; `distance_min_km`: shorter journeys
    are not looked at; the days during which an absence stays to handle and a past day to confirm.
    """

    valable_du: date
    paliers_vitesse: tuple[tuple[float, float], ...]
    detour: float
    distance_min_km: float
    absences_a_traiter_jours: int
    confirmation_jours: int


def reglages_du(lignes: Iterable[ReglagesAgenda], le: date) -> ReglagesAgenda:
    """Return the settings in force on that day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]
