"""The states of a recognition dossier and what leads from one to another, who may do it, and where that comes from.

Source: shared workflow of reglementation.md section 6.2, from the regional roadmap of November 2025; a refusal does not exist: a dossier that is not
ready goes back with a work plan. `RETIRER` is a choice of this project: what nobody has begun to examine may be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maillage.reconnaissance.domain.erreurs import ActeImpossible


class EtatDossier(StrEnum):
    """Where a dossier is; MODIFICATION is a recognised dispositif that prepares a change."""

    A_PREPARER = "A_PREPARER"
    ECHANGE_DDARS = "ECHANGE_DDARS"
    DEPOSE = "DEPOSE"
    INSTRUCTION = "INSTRUCTION"
    AXES_DE_TRAVAIL = "AXES_DE_TRAVAIL"
    PRET = "PRET"
    ARRETE = "ARRETE"
    RECONNU = "RECONNU"
    MODIFICATION = "MODIFICATION"


class Partie(StrEnum):
    """Who an act belongs to: those who carry the dispositif, or those who examine it."""

    PORTEURS = "PORTEURS"
    INSTRUCTEURS = "INSTRUCTEURS"


class ActeDossier(StrEnum):
    """What someone does with a dossier."""

    ECHANGER = "echanger"
    DEPOSER = "deposer"
    RETIRER = "retirer"
    MODIFIER = "modifier"
    INSTRUIRE = "instruire"
    DEMANDER_DES_AXES = "axes"
    DECLARER_PRET = "pret"
    PRENDRE_ARRETE = "arreter"
    RECONNAITRE = "reconnaitre"


@dataclass(frozen=True)
class Transition:
    """An act: whose it is, where it may start from, where it leads, and the source of that."""

    partie: Partie
    depuis: frozenset[EtatDossier]
    vers: EtatDossier
    source: str


REDACTION = frozenset(
    {EtatDossier.A_PREPARER, EtatDossier.ECHANGE_DDARS, EtatDossier.AXES_DE_TRAVAIL, EtatDossier.MODIFICATION}
)
"""States in which those who carry the dispositif write."""
A_EXAMINER = frozenset({EtatDossier.DEPOSE, EtatDossier.INSTRUCTION, EtatDossier.PRET, EtatDossier.ARRETE})
"""States that wait for those who examine, the exchange asked with the delegation apart."""

FEUILLE = "feuille de route régionale, novembre 2025"
SCHEMA = "enchaînement reconstitué d'après la feuille de route régionale"
TRANSITIONS: dict[ActeDossier, Transition] = {
    ActeDossier.ECHANGER: Transition(
        Partie.PORTEURS, frozenset({EtatDossier.A_PREPARER}), EtatDossier.ECHANGE_DDARS, FEUILLE
    ),
    ActeDossier.DEPOSER: Transition(Partie.PORTEURS, REDACTION - {EtatDossier.A_PREPARER}, EtatDossier.DEPOSE, FEUILLE),
    ActeDossier.RETIRER: Transition(
        Partie.PORTEURS, frozenset({EtatDossier.DEPOSE}), EtatDossier.ECHANGE_DDARS, "choix de Maillage"
    ),
    ActeDossier.MODIFIER: Transition(
        Partie.PORTEURS, frozenset({EtatDossier.RECONNU}), EtatDossier.MODIFICATION, SCHEMA
    ),
    ActeDossier.INSTRUIRE: Transition(
        Partie.INSTRUCTEURS, frozenset({EtatDossier.DEPOSE}), EtatDossier.INSTRUCTION, SCHEMA
    ),
    ActeDossier.DEMANDER_DES_AXES: Transition(
        Partie.INSTRUCTEURS,
        frozenset({EtatDossier.ECHANGE_DDARS, EtatDossier.INSTRUCTION}),
        EtatDossier.AXES_DE_TRAVAIL,
        FEUILLE,
    ),
    ActeDossier.DECLARER_PRET: Transition(
        Partie.INSTRUCTEURS, frozenset({EtatDossier.INSTRUCTION}), EtatDossier.PRET, FEUILLE
    ),
    ActeDossier.PRENDRE_ARRETE: Transition(
        Partie.INSTRUCTEURS, frozenset({EtatDossier.PRET}), EtatDossier.ARRETE, FEUILLE
    ),
    ActeDossier.RECONNAITRE: Transition(
        Partie.INSTRUCTEURS, frozenset({EtatDossier.ARRETE}), EtatDossier.RECONNU, FEUILLE
    ),
}
LIBELLES = {
    EtatDossier.A_PREPARER: "À préparer",
    EtatDossier.ECHANGE_DDARS: "Échange avec la DDARS",
    EtatDossier.DEPOSE: "Déposé",
    EtatDossier.INSTRUCTION: "En instruction",
    EtatDossier.AXES_DE_TRAVAIL: "Axes de travail à mener",
    EtatDossier.PRET: "Prêt, arrêté à prendre",
    EtatDossier.ARRETE: "Arrêté pris, à notifier",
    EtatDossier.RECONNU: "Reconnu",
    EtatDossier.MODIFICATION: "Reconnu, modification en cours",
}


def suivant(etat: str, acte: ActeDossier) -> EtatDossier:
    """Return the state after the act; raise ActeImpossible when it cannot start from here."""
    transition = TRANSITIONS[acte]
    if etat not in transition.depuis:
        raise ActeImpossible(f"Ce dossier est « {LIBELLES[EtatDossier(etat)].lower()} » : cela ne se fait plus ici.")
    return transition.vers


def actes_possibles(etat: str, partie: Partie) -> tuple[ActeDossier, ...]:
    """Return the acts open to that party in that state, in the order of the work."""
    return tuple(
        acte for acte, transition in TRANSITIONS.items() if transition.partie is partie and etat in transition.depuis
    )
