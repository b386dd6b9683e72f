"""Where a wave is on a day, from its dates alone."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.socle.domain.typographie import ecrire_jour_annee


class EtatVague(StrEnum):
    """A wave waits for its first day, takes answers, waits to be closed, is closed: its results may be read."""

    PREPAREE = "PREPAREE"
    OUVERTE = "OUVERTE"
    A_CLORE = "A_CLORE"
    CLOSE = "CLOSE"


LIBELLES_ETAT = {
    EtatVague.PREPAREE: "Préparée",
    EtatVague.OUVERTE: "Ouverte",
    EtatVague.A_CLORE: "À clore",
    EtatVague.CLOSE: "Close",
}
TONS_ETAT = {EtatVague.OUVERTE: "succes", EtatVague.A_CLORE: "attention", EtatVague.PREPAREE: "info"}


def etat_vague(*, debut: date, fin: date, close_le: date | None, le: date) -> EtatVague:
    if close_le is not None:
        return EtatVague.CLOSE
    if le < debut:
        return EtatVague.PREPAREE
    return EtatVague.OUVERTE if le <= fin else EtatVague.A_CLORE


def verifier_vague(*, debut: date, fin: date, plancher: int, plancher_minimal: int) -> None:
    """Raise ErreurEnquete for dates that cross, or a floor under the rule."""
    if fin < debut:
        raise ErreurEnquete(
            f"Le dernier jour précède le premier ({ecrire_jour_annee(debut)}) : vérifiez les dates.", champ="fin"
        )
    if plancher < plancher_minimal:
        raise ErreurEnquete(
            f"Le plancher ne descend pas sous {plancher_minimal} réponses : en dessous, on reconnaît les personnes.",
            champ="plancher",
        )
