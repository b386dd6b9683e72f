"""The state of a convention on a day, from its dates alone: any past day can be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.socle.domain.typographie import ecrire_jour_annee


class EtatConvention(StrEnum):
    """What a convention is on a day; the most useful first, as a département shows its best one."""

    EN_VIGUEUR = "EN_VIGUEUR"
    A_RENOUVELER = "A_RENOUVELER"
    SIGNEE = "SIGNEE"
    PREPARATION = "PREPARATION"
    ECHUE = "ECHUE"
    DENONCEE = "DENONCEE"
    AUCUNE = "AUCUNE"


LIBELLES_ETAT: dict[EtatConvention, str] = {
    EtatConvention.EN_VIGUEUR: "En vigueur",
    EtatConvention.A_RENOUVELER: "À renouveler",
    EtatConvention.SIGNEE: "Signée, pas encore en vigueur",
    EtatConvention.PREPARATION: "En préparation",
    EtatConvention.ECHUE: "Échue",
    EtatConvention.DENONCEE: "Dénoncée",
    EtatConvention.AUCUNE: "Aucune convention",
}
TONS_ETAT: dict[EtatConvention, str] = {
    EtatConvention.EN_VIGUEUR: "succes",
    EtatConvention.A_RENOUVELER: "attention",
    EtatConvention.ECHUE: "danger",
    EtatConvention.DENONCEE: "danger",
}
LIANTS = frozenset({EtatConvention.EN_VIGUEUR, EtatConvention.A_RENOUVELER})
"""States in which the convention binds its signatories."""


@dataclass(frozen=True)
class Prolongation:
    """An amendment that moves the end, known from the day it was signed."""

    signee_le: date
    fin: date


@dataclass(frozen=True)
class DatesConvention:
    """What decides of the state. `preparee_le`: from when it is known; `reconduction_mois`: tacit renewal, 0 for none."""

    preparee_le: date
    debut: date
    fin: date
    signee_le: date | None = None
    reconduction_mois: int = 0
    denonciation_effet: date | None = None
    prolongations: tuple[Prolongation, ...] = ()


@dataclass(frozen=True)
class ReglagesConventions:
    """Dated settings: months without any meeting before the alert, months before its end from which a convention is to renew."""

    depuis: date
    suivi_mois: int
    renouvellement_mois: int


def reglages_du(connus: tuple[ReglagesConventions, ...], le: date) -> ReglagesConventions:
    """Return the settings in force on a day: the latest that had begun, else the first."""
    valables = [reglages for reglages in connus if reglages.depuis <= le]
    return max(valables or connus[:1], key=lambda reglages: reglages.depuis)


def fin_connue(dates: DatesConvention, le: date) -> date:
    """Return the end of the convention as known on a day: amendments signed by then, tacit renewals passed by then."""
    signees = [prolongation for prolongation in dates.prolongations if prolongation.signee_le <= le]
    fin = max(signees, key=lambda prolongation: prolongation.signee_le).fin if signees else dates.fin
    rang = 0
    depart = fin
    while dates.reconduction_mois and fin < le:
        rang += 1
        fin = depart + relativedelta(months=dates.reconduction_mois * rang)
    return fin


def etat_le(dates: DatesConvention, le: date, reglages: ReglagesConventions) -> EtatConvention:
    """Return the state on a day. Denounced: from the day the denunciation takes effect."""
    if dates.preparee_le > le and (dates.signee_le is None or dates.signee_le > le):
        return EtatConvention.AUCUNE
    if dates.denonciation_effet is not None and dates.denonciation_effet <= le:
        return EtatConvention.DENONCEE
    if dates.signee_le is None or dates.signee_le > le:
        return EtatConvention.PREPARATION
    if dates.debut > le:
        return EtatConvention.SIGNEE
    fin = fin_connue(dates, le)
    if fin < le:
        return EtatConvention.ECHUE
    if fin < _alerte(le, reglages.renouvellement_mois):
        return EtatConvention.A_RENOUVELER
    return EtatConvention.EN_VIGUEUR


@lru_cache(maxsize=64)
def _alerte(le: date, mois: int) -> date:
    """The same for all the conventions of a day."""
    return le + relativedelta(months=mois)


def verifier_dates(*, debut: date, fin: date, signee_le: date | None = None) -> None:
    """Raise ErreurConvention for an end before the beginning, or a signature after the end."""
    if fin < debut:
        raise ErreurConvention(
            f"La fin ({ecrire_jour_annee(fin)}) précède le début ({ecrire_jour_annee(debut)}) : corrigez l'une des deux dates.",
            champ="fin",
        )
    if signee_le is not None and signee_le > fin:
        raise ErreurConvention(
            f"La convention serait signée le {ecrire_jour_annee(signee_le)}, après sa fin le {ecrire_jour_annee(fin)} : "
            "elle ne lierait personne. Corrigez la date de signature, ou reportez la fin.",
            champ="signee_le",
        )
