"""States and passages of a personalised project, as data; every passage is dated.

The obligation of a project: CASF L. 311-3 7° (the person takes part in conceiving and applying their project) and L. 311-4; the names of the
states are this project's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maillage.projet.domain.erreurs import ErreurProjet


class EtatProjet(StrEnum):
    BROUILLON = "BROUILLON"
    PROPOSE = "PROPOSE"
    REFUSE = "REFUSE"
    ACCORDE = "ACCORDE"
    EVALUE = "EVALUE"
    REMPLACE = "REMPLACE"
    CLOS = "CLOS"
    ABANDONNE = "ABANDONNE"


class ActeProjet(StrEnum):
    PROPOSER = "proposer"
    REPRENDRE = "reprendre"
    ACCORDER = "accorder"
    REFUSER = "refuser"
    EVALUER = "evaluer"
    REMPLACER = "remplacer"
    CLORE = "clore"
    ROUVRIR = "rouvrir"
    ABANDONNER = "abandonner"
    REVISER = "reviser"


@dataclass(frozen=True)
class PassageEtat:
    """An arrow: `acte` takes a project from one state to another."""

    depart: EtatProjet
    acte: ActeProjet
    arrivee: EtatProjet


E, A = EtatProjet, ActeProjet
PASSAGES: tuple[PassageEtat, ...] = (
    PassageEtat(E.BROUILLON, A.PROPOSER, E.PROPOSE),
    PassageEtat(E.PROPOSE, A.REPRENDRE, E.BROUILLON),
    PassageEtat(E.REFUSE, A.REPRENDRE, E.BROUILLON),
    PassageEtat(E.PROPOSE, A.ACCORDER, E.ACCORDE),
    PassageEtat(E.PROPOSE, A.REFUSER, E.REFUSE),
    PassageEtat(E.ACCORDE, A.EVALUER, E.EVALUE),
    PassageEtat(E.EVALUE, A.EVALUER, E.EVALUE),
    PassageEtat(E.ACCORDE, A.REMPLACER, E.REMPLACE),
    PassageEtat(E.EVALUE, A.REMPLACER, E.REMPLACE),
    PassageEtat(E.ACCORDE, A.CLORE, E.CLOS),
    PassageEtat(E.EVALUE, A.CLORE, E.CLOS),
    PassageEtat(E.BROUILLON, A.ABANDONNER, E.ABANDONNE),
    PassageEtat(E.REFUSE, A.ABANDONNER, E.ABANDONNE),
    PassageEtat(E.ABANDONNE, A.ROUVRIR, E.BROUILLON),
    # A revision is a new project; the former one stays agreed until the new one is.
    PassageEtat(E.ACCORDE, A.REVISER, E.ACCORDE),
    PassageEtat(E.EVALUE, A.REVISER, E.EVALUE),
)
MODIFIABLES = frozenset({E.BROUILLON})
EN_PREPARATION = frozenset({E.BROUILLON, E.PROPOSE, E.REFUSE})
"""At most one project of a young person in a dispositif is being prepared."""
EN_VIGUEUR = frozenset({E.ACCORDE, E.EVALUE})
"""At most one is agreed."""

LIBELLES_ETATS: dict[EtatProjet, str] = {
    E.BROUILLON: "Brouillon",
    E.PROPOSE: "Proposé",
    E.REFUSE: "Refusé",
    E.ACCORDE: "Accordé",
    E.EVALUE: "Évalué",
    E.REMPLACE: "Remplacé",
    E.CLOS: "Clos",
    E.ABANDONNE: "Abandonné",
}
TONS_ETATS: dict[EtatProjet, str] = {
    E.PROPOSE: "attention",
    E.REFUSE: "danger",
    E.ACCORDE: "succes",
    E.EVALUE: "info",
}


def franchir(etat: EtatProjet, acte: ActeProjet) -> EtatProjet:
    """Return the state where the act leaves a project. Raises ErreurProjet when no arrow fits."""
    for passage in PASSAGES:
        if passage.depart == etat and passage.acte == acte:
            return passage.arrivee
    raise ErreurProjet(f"Cet acte n'est pas possible : le projet est « {LIBELLES_ETATS[etat].lower()} ».")


def actes_possibles(etat: EtatProjet) -> frozenset[ActeProjet]:
    """Return the acts that an arrow opens from a state."""
    return frozenset(passage.acte for passage in PASSAGES if passage.depart == etat)
