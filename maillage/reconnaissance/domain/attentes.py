"""By when a dossier waits for what, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.reconnaissance.domain.etats import EtatDossier, Partie

EN_RETARD, BIENTOT, PLUS_TARD = "En retard", "Bientôt", "Plus tard"


@dataclass(frozen=True)
class ReglagesReconnaissance:
    """Settings in force from a day on; every delay in calendar days, none of them comes from a text (to be fixed with the ARS)."""

    depuis: date
    echange_jours: int
    prise_en_charge_jours: int
    instruction_jours: int
    arrete_jours: int
    notification_jours: int
    rappel_jours: int


@dataclass(frozen=True)
class Attente:
    """What a dossier in some state waits for, from whom; `delai` names a setting, empty when no day is given."""

    acte: str
    partie: Partie
    delai: str = ""


ATTENTES: dict[EtatDossier, Attente] = {
    EtatDossier.A_PREPARER: Attente("Préparer le dossier et demander l'échange avec la DDARS", Partie.PORTEURS),
    EtatDossier.ECHANGE_DDARS: Attente("Répondre à la demande d'échange", Partie.INSTRUCTEURS, "echange_jours"),
    EtatDossier.DEPOSE: Attente("Prendre le dossier en instruction", Partie.INSTRUCTEURS, "prise_en_charge_jours"),
    EtatDossier.INSTRUCTION: Attente("Dire si le dossier est prêt", Partie.INSTRUCTEURS, "instruction_jours"),
    EtatDossier.AXES_DE_TRAVAIL: Attente("Mener les axes de travail et déposer à nouveau", Partie.PORTEURS),
    EtatDossier.PRET: Attente("Prendre l'arrêté de chaque organisme", Partie.INSTRUCTEURS, "arrete_jours"),
    EtatDossier.ARRETE: Attente("Notifier la reconnaissance", Partie.INSTRUCTEURS, "notification_jours"),
    EtatDossier.MODIFICATION: Attente("Déposer la modification", Partie.PORTEURS),
}
"""A recognised dossier waits for nothing but its effects."""


def reglages_du(lignes: tuple[ReglagesReconnaissance, ...], le: date) -> ReglagesReconnaissance:
    """Return the settings in force on a day, the oldest before any."""
    anciennes = [ligne for ligne in lignes if ligne.depuis <= le]
    return max(anciennes or lignes[:1], key=lambda ligne: ligne.depuis)


def echeance_de(etat: EtatDossier, depuis: date, reglages: ReglagesReconnaissance) -> date | None:
    """Return the day by which a dossier, in that state since `depuis`, waits for its next act; None when no day is given."""
    attente = ATTENTES.get(etat)
    if attente is None or not attente.delai:
        return None
    return depuis + timedelta(days=getattr(reglages, attente.delai))


def urgence(echeance: date, aujourd_hui: date, reglages: ReglagesReconnaissance) -> str:
    """Return the group of the deadline list."""
    if echeance < aujourd_hui:
        return EN_RETARD
    return BIENTOT if echeance <= aujourd_hui + timedelta(days=reglages.rappel_jours) else PLUS_TARD
