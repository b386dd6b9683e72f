"""« Ce n'est pas juste »: when an answer is due, and what an answer must say.

Source: RGPD, art. 12 §3 (one month from receipt, two more months when the request is complex, said within the first month), §4 (a refusal says why,
and that one may complain to the CNIL or a judge), art. 16 (rectification). Days are counted as Règlement (CEE) 1182/71, art. 3: a month ends on the
day of the same number; a deadline that falls on a Saturday, a Sunday or a public holiday ends with the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre


class EtatRectification(StrEnum):
    """Where a request stands; the value is its code."""

    RECUE = "RECUE"
    CORRIGEE = "CORRIGEE"
    EN_PARTIE = "EN_PARTIE"
    REFUSEE = "REFUSEE"


LIBELLES_ETATS = {
    EtatRectification.RECUE: "À répondre",
    EtatRectification.CORRIGEE: "Corrigé",
    EtatRectification.EN_PARTIE: "Corrigé en partie",
    EtatRectification.REFUSEE: "Pas corrigé",
}
REPONSES = (EtatRectification.CORRIGEE, EtatRectification.EN_PARTIE, EtatRectification.REFUSEE)


@dataclass(frozen=True)
class DelaiRectification:
    """The delay of a day: months to answer, months that may be added once."""

    valable_du: date
    mois: int
    prolongation_mois: int
    source: str


def dernier_jour(recue_le: date, delai: DelaiRectification, *, prolongee: bool = False) -> date:
    """Return the last day to answer a request received on a day."""
    fin = recue_le + relativedelta(months=delai.mois + (delai.prolongation_mois if prolongee else 0))
    while not est_ouvre(fin):
        fin += UN_JOUR
    return fin


def faute_de_reponse(etat: EtatRectification, reponse: str) -> str:
    """Return what is missing in an answer, in words; empty when nothing is."""
    if etat not in REPONSES:
        return "Dites ce qui est décidé : corrigé, corrigé en partie ou pas corrigé."
    if len(reponse.split()) < MOTS_D_UNE_RAISON:
        return "Expliquez la réponse en une phrase au moins : la personne doit comprendre pourquoi."
    return ""


MOTS_D_UNE_RAISON = 4
