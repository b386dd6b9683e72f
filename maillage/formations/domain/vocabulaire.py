"""The words of trainings: states of a need, priorities, the scale of the evaluation."""

from __future__ import annotations

from enum import StrEnum


class EtatBesoin(StrEnum):
    """A need is expressed, taken up by a session, or set aside with its reason."""

    EXPRIME = "EXPRIME"
    REPRIS = "REPRIS"
    ECARTE = "ECARTE"


class PrioriteBesoin(StrEnum):
    """How soon the dispositif needs it; the code sorts the most pressing first."""

    HAUTE = "1"
    MOYENNE = "2"
    BASSE = "3"


LIBELLES_BESOIN = {
    EtatBesoin.EXPRIME: "Exprimé",
    EtatBesoin.REPRIS: "Repris par une session",
    EtatBesoin.ECARTE: "Écarté",
}
TONS_BESOIN = {EtatBesoin.EXPRIME: "attention", EtatBesoin.REPRIS: "succes", EtatBesoin.ECARTE: "neutre"}
LIBELLES_PRIORITE = {
    PrioriteBesoin.HAUTE: "Haute",
    PrioriteBesoin.MOYENNE: "Moyenne",
    PrioriteBesoin.BASSE: "Basse",
}
NOTES = {
    1: "Rien",
    2: "Un peu",
    3: "En partie",
    4: "Beaucoup",
    5: "Énormément",
}
"""The one-click scale of the evaluation at three months: how much of the training is used at work."""
