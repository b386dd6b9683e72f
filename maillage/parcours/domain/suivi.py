"""After the exit: which contacts are proposed, which are due, until when. Source: regulation 14 (post-exit follow-up, 3 years), rule R26."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta


class EtatContact(StrEnum):
    """What became of a proposed contact; the value is what the page says."""

    REALISE = "Réalisé"
    A_FAIRE = "À faire"
    A_VENIR = "À venir"
    MANQUE = "Non fait"
    ARRETE = "Arrêté : suivi refusé"


@dataclass(frozen=True)
class ContactPropose:
    """A contact, so many months after the exit; `dernier_jour` is the last day on which it is still in time."""

    mois: int
    le: date
    dernier_jour: date


def fin_du_suivi(sortie: date, *, mois: int) -> date:
    """Return the last day of follow-up: same day, so many months later (29 February → 28 February, R26)."""
    return sortie + relativedelta(months=mois)


def contacts_proposes(
    sortie: date, *, mois: Iterable[int], duree_mois: int, tolerance_jours: int
) -> list[ContactPropose]:
    """Return the contacts of an exit in order; none is due after the end of follow-up, where nothing counts any more."""
    fin = fin_du_suivi(sortie, mois=duree_mois)
    proposes = ((rang, sortie + relativedelta(months=rang)) for rang in sorted(mois))
    return [
        ContactPropose(rang, le, min(le + relativedelta(days=tolerance_jours), fin))
        for rang, le in proposes
        if le <= fin
    ]


def etat_du_contact(contact: ContactPropose, *, realises: Collection[int], refuse: bool, le: date) -> EtatContact:
    """Return what became of a contact on a day: a refusal stops those that were not done."""
    if contact.mois in realises:
        return EtatContact.REALISE
    if refuse:
        return EtatContact.ARRETE
    if contact.dernier_jour < le:
        return EtatContact.MANQUE
    return EtatContact.A_FAIRE if contact.le <= le else EtatContact.A_VENIR
