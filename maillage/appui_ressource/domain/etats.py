"""The states of a request and what leads from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maillage.appui_ressource.domain.erreurs import GesteImpossible


class EtatAppui(StrEnum):
    """TRANSMISE is a RECUE that another dispositif handed over: whoever receives it has everything still to do."""

    RECUE = "RECUE"
    TRANSMISE = "TRANSMISE"
    QUALIFIEE = "QUALIFIEE"
    EN_COURS = "EN_COURS"
    REPONDUE = "REPONDUE"
    CLOSE = "CLOSE"
    REFUSEE = "REFUSEE"


class Geste(StrEnum):
    """What someone of the dispositif does with a request."""

    QUALIFIER = "qualifier"
    PRENDRE = "prendre"
    REPONDRE = "repondre"
    CLORE = "clore"
    REFUSER = "refuser"
    TRANSMETTRE = "transmettre"
    ROUVRIR = "rouvrir"


@dataclass(frozen=True)
class Passage:
    """A gesture: where it may start from, and where it leads."""

    depuis: frozenset[EtatAppui]
    vers: EtatAppui


A_LIRE = frozenset({EtatAppui.RECUE, EtatAppui.TRANSMISE})
OUVERTS = A_LIRE | {EtatAppui.QUALIFIEE, EtatAppui.EN_COURS}
FINIS = frozenset({EtatAppui.CLOSE, EtatAppui.REFUSEE})
EVALUABLES = (EtatAppui.REPONDUE, EtatAppui.CLOSE)
"""States in which the requester may be asked what changed."""
PASSAGES: dict[Geste, Passage] = {
    Geste.QUALIFIER: Passage(A_LIRE, EtatAppui.QUALIFIEE),
    Geste.PRENDRE: Passage(A_LIRE | {EtatAppui.QUALIFIEE}, EtatAppui.EN_COURS),
    Geste.REPONDRE: Passage(OUVERTS | {EtatAppui.REPONDUE}, EtatAppui.REPONDUE),
    Geste.CLORE: Passage(frozenset({EtatAppui.EN_COURS, EtatAppui.REPONDUE}), EtatAppui.CLOSE),
    Geste.REFUSER: Passage(OUVERTS, EtatAppui.REFUSEE),
    Geste.TRANSMETTRE: Passage(OUVERTS, EtatAppui.TRANSMISE),
    Geste.ROUVRIR: Passage(FINIS, EtatAppui.EN_COURS),
}
LIBELLES = {
    EtatAppui.RECUE: "Reçue",
    EtatAppui.TRANSMISE: "Transmise, à lire",
    EtatAppui.QUALIFIEE: "Qualifiée",
    EtatAppui.EN_COURS: "En cours",
    EtatAppui.REPONDUE: "Répondue",
    EtatAppui.CLOSE: "Close",
    EtatAppui.REFUSEE: "Refusée",
}
LIBELLES_DEMANDEUR = {
    EtatAppui.RECUE: "Votre demande est arrivée",
    EtatAppui.TRANSMISE: "Votre demande a été transmise à un autre dispositif, qui va la lire",
    EtatAppui.QUALIFIEE: "Votre demande a été lue",
    EtatAppui.EN_COURS: "Quelqu'un s'en occupe",
    EtatAppui.REPONDUE: "Une réponse vous a été donnée",
    EtatAppui.CLOSE: "Votre demande est close",
    EtatAppui.REFUSEE: "Le dispositif ne peut pas répondre à votre demande",
}
"""The same states, as the requester reads them."""


def suivant(etat: str, geste: Geste) -> EtatAppui:
    """Return the state after the gesture; raise GesteImpossible when it cannot start from here."""
    passage = PASSAGES[geste]
    if etat not in passage.depuis:
        raise GesteImpossible(f"Cette demande est « {LIBELLES[EtatAppui(etat)].lower()} » : cela ne se fait plus ici.")
    return passage.vers


def gestes_possibles(etat: str) -> tuple[Geste, ...]:
    """Return the gestures open in that state, in the order of the work."""
    return tuple(geste for geste, passage in PASSAGES.items() if etat in passage.depuis)
