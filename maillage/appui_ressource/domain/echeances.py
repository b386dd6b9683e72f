"""By when a request waits for what, and how urgent that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.appui_ressource.domain.etats import EtatAppui
from maillage.appui_ressource.domain.reglages import ReglagesAppui
from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre

EN_RETARD, BIENTOT, PLUS_TARD = "En retard", "Bientôt", "Plus tard"


@dataclass(frozen=True)
class Attente:
    """What a request in some state waits for, and until when."""

    acte: str
    echeance: Callable[[date, ReglagesAppui], date]


def apres_jours_ouvres(depart: date, nombre: int) -> date:
    """Return the day `nombre` open days (Monday to Friday, holidays out) after `depart`."""
    jour = depart
    for _ in range(nombre):
        jour += UN_JOUR
        while not est_ouvre(jour):
            jour += UN_JOUR
    return jour


ATTENTES: dict[EtatAppui, Attente] = {
    EtatAppui.RECUE: Attente("Lire la demande", lambda depuis, r: apres_jours_ouvres(depuis, r.lecture_jours_ouvres)),
    EtatAppui.TRANSMISE: Attente(
        "Lire la demande transmise", lambda depuis, r: apres_jours_ouvres(depuis, r.lecture_jours_ouvres)
    ),
    EtatAppui.QUALIFIEE: Attente("Répondre", lambda depuis, r: apres_jours_ouvres(depuis, r.reponse_jours_ouvres)),
    EtatAppui.EN_COURS: Attente("Donner suite", lambda depuis, r: apres_jours_ouvres(depuis, r.suite_jours_ouvres)),
    EtatAppui.REPONDUE: Attente("Clore la demande", lambda depuis, r: depuis + timedelta(days=r.cloture_jours)),
}
"""A closed or refused request waits for nothing."""


def echeance_de(etat: str, depuis: date, reglages: ReglagesAppui) -> date | None:
    """Return the day by which a request, in that state since `depuis`, waits for its next act."""
    attente = ATTENTES.get(EtatAppui(etat))
    return attente.echeance(depuis, reglages) if attente else None


def acte_attendu(etat: str) -> str:
    """Return what the request waits for, empty when nothing."""
    attente = ATTENTES.get(EtatAppui(etat))
    return attente.acte if attente else ""


def premiere_reponse_promise(depose_le: date, reglages: ReglagesAppui) -> date:
    """Return the day by which the page promises a first answer."""
    return apres_jours_ouvres(depose_le, reglages.reponse_jours_ouvres)


def urgence(echeance: date, aujourd_hui: date, reglages: ReglagesAppui) -> str:
    """Return the group of the deadline list."""
    if echeance < aujourd_hui:
        return EN_RETARD
    return BIENTOT if echeance <= aujourd_hui + timedelta(days=reglages.rappel_jours) else PLUS_TARD
