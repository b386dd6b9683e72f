"""When a project is to be written, evaluated, revised.

Source: the first project follows the support within a delay, then is brought up to date every year; both delays are dated settings, to be checked
(CASF D. 311 gives six months and one year for the contract that carries the project).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR, EtatProjet


class ActeAttendu(StrEnum):
    """What is due; the value is how the list names it."""

    ECRIRE = "Projet à écrire"
    ACCORDER = "Accord à recueillir"
    EVALUER = "Projet à évaluer"
    REVISER = "Projet à réviser"


@dataclass(frozen=True)
class ReglagesProjet:
    """Delays in months, and in days for an answer to a proposal."""

    valable_du: date
    premier_projet_mois: int
    revision_mois: int
    evaluation_mois: int
    reponse_jours: int


@dataclass(frozen=True)
class SituationProjet:
    """What the dates of a young person depend on: the start of the stay, and their projects.

    `continue_le` is the day of the last evaluation that decided to go on: the project was brought up to date that day.
    """

    entree: date
    etat_en_vigueur: EtatProjet | None = None
    accorde_le: date | None = None
    evaluation_prevue: date | None = None
    etat_en_preparation: EtatProjet | None = None
    propose_le: date | None = None
    continue_le: date | None = None


def reglages_du_jour(lignes: Iterable[ReglagesProjet], le: date) -> ReglagesProjet:
    """Return the settings in force on a day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]


def attendus(situation: SituationProjet, reglages: ReglagesProjet) -> list[tuple[ActeAttendu, date]]:
    """Return what is due and its last day, the nearest first.

    No agreed project: to be written. A proposal awaits its answers. An evaluation is due at its date. Then comes the yearly
    revision, counted from the agreement or from the last evaluation that decided to go on.
    """
    dus: list[tuple[ActeAttendu, date]] = []
    if situation.etat_en_preparation is EtatProjet.PROPOSE and situation.propose_le:
        dus.append((ActeAttendu.ACCORDER, situation.propose_le + relativedelta(days=reglages.reponse_jours)))
    if situation.etat_en_vigueur is None or situation.accorde_le is None:
        dus.append((ActeAttendu.ECRIRE, situation.entree + relativedelta(months=reglages.premier_projet_mois)))
    else:
        if situation.evaluation_prevue:
            dus.append((ActeAttendu.EVALUER, situation.evaluation_prevue))
        a_jour_le = max(situation.accorde_le, situation.continue_le or situation.accorde_le)
        dus.append((ActeAttendu.REVISER, a_jour_le + relativedelta(months=reglages.revision_mois)))
    return sorted(dus, key=lambda ligne: ligne[1])


def partager(etats: Iterable[EtatProjet]) -> tuple[EtatProjet | None, EtatProjet | None]:
    """Return the state in force and the state being prepared among those of one young person."""
    connus = list(etats)
    en_vigueur = next((etat for etat in connus if etat in EN_VIGUEUR), None)
    return en_vigueur, next((etat for etat in connus if etat in EN_PREPARATION), None)
