"""The dated settings of technical support."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReglagesSoutien:
    """Delays to qualify a request and to answer a recommendation; who is told when the person named is no longer there."""

    valable_du: date
    qualification_jours: int
    accord_jours: int
    role_mission: str
    roles_dispositif: tuple[str, ...]


def reglages_du(lignes: Iterable[ReglagesSoutien], le: date) -> ReglagesSoutien:
    """Return the settings in force on that day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]
