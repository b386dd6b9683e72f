"""Kilometres of a visit when nobody read the counter: there and back, as the crow flies times the detour of the roads. Always an estimation."""

from __future__ import annotations

from decimal import Decimal

from maillage.agenda.domain.deplacements import estimer_trajet
from maillage.agenda.domain.positions import Position
from maillage.agenda.domain.reglages import ReglagesAgenda

ALLER_RETOUR = 2


def estimer_aller_retour(depart: Position, arrivee: Position, reglages: ReglagesAgenda) -> Decimal:
    """Return the whole kilometres of a journey there and back, with the same detour as the journeys of the agenda."""
    trajet = estimer_trajet(depart, arrivee, reglages)
    return Decimal(round(trajet.km * reglages.detour * ALLER_RETOUR))
