"""Statuses of an événement and what may follow what."""

from __future__ import annotations

from maillage.agenda.domain.erreurs import TransitionImpossible

PLANIFIE = "PLANIFIE"
REALISE = "REALISE"
ANNULE = "ANNULE"

SUITES: dict[str, frozenset[str]] = {
    PLANIFIE: frozenset({REALISE, ANNULE}),
    REALISE: frozenset({PLANIFIE, ANNULE}),
    ANNULE: frozenset({PLANIFIE}),
}
REFUS: dict[tuple[str, str], str] = {
    (ANNULE, REALISE): "Cet événement est annulé : rétablissez-le avant de le confirmer.",
    (ANNULE, ANNULE): "Cet événement est déjà annulé.",
    (REALISE, REALISE): "Cet événement est déjà confirmé.",
    (PLANIFIE, PLANIFIE): "Cet événement est déjà prévu.",
}


def exiger_transition(actuel: str, suivant: str) -> None:
    """Raise TransitionImpossible unless `suivant` may follow `actuel`."""
    if suivant not in SUITES[actuel]:
        raise TransitionImpossible(REFUS[(actuel, suivant)])
