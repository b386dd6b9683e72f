"""States and passages of a fiche de liaison, as data (CASF D. 312-10-20; the names of the states are this project's)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.liaison.domain.erreurs import ErreurLiaison


class EtatFiche(StrEnum):
    BROUILLON = "BROUILLON"
    EVALUATION_EN_COURS = "EVALUATION_EN_COURS"
    PROPOSEE = "PROPOSEE"
    EN_ATTENTE_SIGNATURE = "EN_ATTENTE_SIGNATURE"
    SIGNEE = "SIGNEE"
    EN_DELAI_RETRACTATION = "EN_DELAI_RETRACTATION"
    A_TRANSMETTRE = "A_TRANSMETTRE"
    TRANSMISE = "TRANSMISE"
    EN_VIGUEUR = "EN_VIGUEUR"
    REMPLACEE = "REMPLACEE"
    CLOSE = "CLOSE"
    REFUSEE = "REFUSEE"
    RETRACTEE = "RETRACTEE"
    NOUVELLE_PROPOSITION = "NOUVELLE_PROPOSITION"
    SAISINE_CDAPH = "SAISINE_CDAPH"
    SANS_SUITE = "SANS_SUITE"
    ANNULEE = "ANNULEE"


class Acte(StrEnum):
    EVALUER = "evaluer"
    PROPOSER = "proposer"
    SIGNER = "signer"
    REFUSER = "refuser"
    RETRACTER = "retracter"
    ECHOIR = "echoir"
    TRANSMETTRE = "transmettre"
    METTRE_EN_VIGUEUR = "mettre-en-vigueur"
    REMPLACER = "remplacer"
    CLORE = "clore"
    REPROPOSER = "reproposer"
    SAISIR_CDAPH = "saisir-cdaph"
    CLASSER = "classer"
    ANNULER = "annuler"


@dataclass(frozen=True)
class Passage:
    """An arrow: `acte` takes a sheet from one state to another; the next automatic arrow follows at once."""

    depart: EtatFiche
    acte: Acte
    arrivee: EtatFiche


E = EtatFiche
AVANT_SIGNATURE = (E.BROUILLON, E.EVALUATION_EN_COURS, E.PROPOSEE, E.EN_ATTENTE_SIGNATURE)
SANS_ACCORD = (E.REFUSEE, E.RETRACTEE)
PASSAGES: tuple[Passage, ...] = (
    Passage(E.BROUILLON, Acte.EVALUER, E.EVALUATION_EN_COURS),
    Passage(E.EVALUATION_EN_COURS, Acte.PROPOSER, E.PROPOSEE),
    Passage(E.EN_ATTENTE_SIGNATURE, Acte.SIGNER, E.SIGNEE),
    Passage(E.EN_ATTENTE_SIGNATURE, Acte.REFUSER, E.REFUSEE),
    Passage(E.EN_DELAI_RETRACTATION, Acte.RETRACTER, E.RETRACTEE),
    Passage(E.EN_DELAI_RETRACTATION, Acte.ECHOIR, E.A_TRANSMETTRE),
    # A withdrawal made in time but written down after the period: it counts as long as nothing has left.
    Passage(E.A_TRANSMETTRE, Acte.RETRACTER, E.RETRACTEE),
    Passage(E.A_TRANSMETTRE, Acte.TRANSMETTRE, E.TRANSMISE),
    Passage(E.TRANSMISE, Acte.METTRE_EN_VIGUEUR, E.EN_VIGUEUR),
    Passage(E.EN_VIGUEUR, Acte.REMPLACER, E.REMPLACEE),
    Passage(E.EN_VIGUEUR, Acte.CLORE, E.CLOSE),
    *(Passage(etat, Acte.REPROPOSER, E.NOUVELLE_PROPOSITION) for etat in SANS_ACCORD),
    *(Passage(etat, Acte.SAISIR_CDAPH, E.SAISINE_CDAPH) for etat in SANS_ACCORD),
    *(Passage(etat, Acte.CLASSER, E.SANS_SUITE) for etat in SANS_ACCORD),
    *(Passage(etat, Acte.ANNULER, E.ANNULEE) for etat in AVANT_SIGNATURE),
)
SUITES_IMMEDIATES = {E.PROPOSEE: E.EN_ATTENTE_SIGNATURE, E.SIGNEE: E.EN_DELAI_RETRACTATION}
"""The text goes to the signatories as soon as it is proposed; the period runs as soon as everyone has signed."""
MODIFIABLES = frozenset({E.BROUILLON, E.EVALUATION_EN_COURS})
TERMINAUX = frozenset({E.REMPLACEE, E.CLOSE, E.NOUVELLE_PROPOSITION, E.SAISINE_CDAPH, E.SANS_SUITE, E.ANNULEE})

LIBELLES_ETATS: dict[EtatFiche, str] = {
    E.BROUILLON: "Brouillon",
    E.EVALUATION_EN_COURS: "Évaluation en cours",
    E.PROPOSEE: "Proposée",
    E.EN_ATTENTE_SIGNATURE: "En attente de signature",
    E.SIGNEE: "Signée",
    E.EN_DELAI_RETRACTATION: "Délai de rétractation en cours",
    E.A_TRANSMETTRE: "À transmettre",
    E.TRANSMISE: "Transmise",
    E.EN_VIGUEUR: "En vigueur",
    E.REMPLACEE: "Remplacée",
    E.CLOSE: "Close",
    E.REFUSEE: "Refusée",
    E.RETRACTEE: "Rétractée",
    E.NOUVELLE_PROPOSITION: "Suivie d'une nouvelle proposition",
    E.SAISINE_CDAPH: "Renvoyée à la CDAPH",
    E.SANS_SUITE: "Sans suite",
    E.ANNULEE: "Annulée",
}
TONS_ETATS: dict[EtatFiche, str] = {
    E.EN_ATTENTE_SIGNATURE: "attention",
    E.EN_DELAI_RETRACTATION: "info",
    E.A_TRANSMETTRE: "attention",
    E.TRANSMISE: "info",
    E.EN_VIGUEUR: "succes",
    E.REFUSEE: "danger",
    E.RETRACTEE: "danger",
}


def franchir(etat: EtatFiche, acte: Acte) -> EtatFiche:
    """Return the state where the act leaves a sheet, automatic passages included. Raises ErreurLiaison when no arrow fits."""
    arrivee = _arrivee(etat, acte)
    if arrivee is None:
        raise ErreurLiaison(f"Cet acte n'est pas possible : la fiche est « {LIBELLES_ETATS[etat].lower()} ».")
    return SUITES_IMMEDIATES.get(arrivee, arrivee)


def actes_possibles(etat: EtatFiche) -> frozenset[Acte]:
    """Return the acts that an arrow opens from a state (guards may still refuse them)."""
    return frozenset(passage.acte for passage in PASSAGES if passage.depart == etat)


def etat_du_jour(etat: EtatFiche, fin_delai: date | None, le: date) -> EtatFiche:
    """Return the state on a day: the end of the period needs nobody (`fin_delai` is its last day)."""
    if etat == E.EN_DELAI_RETRACTATION and fin_delai is not None and le > fin_delai:
        return E.A_TRANSMETTRE
    return etat


def _arrivee(etat: EtatFiche, acte: Acte) -> EtatFiche | None:
    return next((p.arrivee for p in PASSAGES if p.depart == etat and p.acte == acte), None)
