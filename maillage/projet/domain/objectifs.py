"""Where an objective stands, in words that everyone shares."""

from __future__ import annotations

from enum import StrEnum


class StatutObjectif(StrEnum):
    A_COMMENCER = "A_COMMENCER"
    EN_COURS = "EN_COURS"
    ATTEINT = "ATTEINT"
    EN_PARTIE = "EN_PARTIE"
    A_REVOIR = "A_REVOIR"
    ABANDONNE = "ABANDONNE"


S = StatutObjectif
LIBELLES_STATUTS: dict[StatutObjectif, str] = {
    S.A_COMMENCER: "À commencer",
    S.EN_COURS: "En cours",
    S.ATTEINT: "Atteint",
    S.EN_PARTIE: "Atteint en partie",
    S.A_REVOIR: "À revoir",
    S.ABANDONNE: "Abandonné",
}
STATUTS_SIMPLES: dict[StatutObjectif, str] = {
    S.A_COMMENCER: "Ce n'est pas encore commencé.",
    S.EN_COURS: "C'est en cours.",
    S.ATTEINT: "C'est réussi.",
    S.EN_PARTIE: "C'est réussi en partie.",
    S.A_REVOIR: "On en reparle ensemble.",
    S.ABANDONNE: "On a arrêté.",
}
TONS_STATUTS: dict[StatutObjectif, str] = {
    S.EN_COURS: "info",
    S.ATTEINT: "succes",
    S.EN_PARTIE: "info",
    S.A_REVOIR: "attention",
}
TERMINES = frozenset({S.ATTEINT, S.ABANDONNE})


class SuiteEvaluation(StrEnum):
    """What is decided at the end of an evaluation."""

    CONTINUER = "CONTINUER"
    REVISER = "REVISER"
    TERMINER = "TERMINER"


LIBELLES_SUITES: dict[SuiteEvaluation, str] = {
    SuiteEvaluation.CONTINUER: "Continuer ce projet",
    SuiteEvaluation.REVISER: "Écrire un nouveau projet",
    SuiteEvaluation.TERMINER: "L'accompagnement se termine",
}
