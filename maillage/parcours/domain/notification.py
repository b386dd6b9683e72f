"""The validity of MDPH notifications and what is missing from one. Source: CASF D. 312-10-19; regulation 3.1 and 14."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.parcours.domain.erreurs import ErreurParcours


class EtatNotification(StrEnum):
    """Where the validity stands; the value is what the page says."""

    RETIREE = "Retirée"
    A_VENIR = "À venir"
    EN_VIGUEUR = "En vigueur"
    ECHUE = "Échue"


@dataclass(frozen=True)
class Notification:
    """A notification as the rules read it."""

    cle: int
    dispositif: bool
    decision: date
    debut: date
    fin: date | None
    modalite_entree: str = ""
    accord_le: date | None = None
    document_remis_le: date | None = None
    retiree: bool = False

    def etat(self, le: date) -> EtatNotification:
        """Return where it stands on a day; its last day still counts."""
        if self.retiree:
            return EtatNotification.RETIREE
        if self.debut > le:
            return EtatNotification.A_VENIR
        return EtatNotification.ECHUE if self.fin is not None and self.fin < le else EtatNotification.EN_VIGUEUR

    def manques(self) -> list[str]:
        """Return what a « dispositif » notification must say, or bear, and does not."""
        absents = {
            "la modalité d'entrée": not self.modalite_entree,
            "l'accord recueilli avant l'orientation": self.accord_le is None or self.accord_le > self.decision,
            "la remise du document d'information": self.document_remis_le is None,
        }
        return [mot for mot, absent in absents.items() if absent] if self.dispositif and not self.retiree else []


def notification_qui_porte(notifications: Iterable[Notification]) -> Notification | None:
    """Return the one whose validity goes furthest: a renewal takes over from what it renews; None when there is none."""
    valables = [notification for notification in notifications if not notification.retiree]
    return max(valables, key=lambda n: (n.fin or date.max, n.debut, n.cle), default=None)


def verifier_notification(*, debut: date, fin: date | None, accord_le: date | None, accord_par: str) -> None:
    """Refuse dates that cannot be, and half an agreement; a decision may take effect before its own day (continuity of rights)."""
    if fin is not None and fin < debut:
        raise ErreurParcours("La validité finit avant de commencer. Vérifiez les deux dates.", champ="fin")
    if accord_le is not None and not accord_par:
        raise ErreurParcours("Dites qui a donné son accord.", champ="accord_par")
    if accord_par and accord_le is None:
        raise ErreurParcours("Dites quand l'accord a été donné.", champ="accord_le")
