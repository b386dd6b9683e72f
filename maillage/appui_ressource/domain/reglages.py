"""The dated settings of appui-ressource."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReglagesAppui:
    """Delays in open days (`…_jours_ouvres`) or days; limits per hour; `seuil_publication`: counts from 1 to below it are hidden.

    `lecture_secondes`: the least time between opening a public form and sending it; `piece_mo`: weight of a file sent without account.
    """

    valable_du: date
    lecture_jours_ouvres: int
    reponse_jours_ouvres: int
    suite_jours_ouvres: int
    cloture_jours: int
    rappel_jours: int
    evaluation_jours: int
    lien_jours: int
    lien_evaluation_jours: int
    depots_par_navigateur: int
    depots_par_adresse: int
    messages_par_lien: int
    seuil_publication: int
    relance_evaluation_jours: int
    lecture_secondes: int
    lecture_heures: int
    piece_mo: int
    conservation_jours: int
    conservation_indesirable_jours: int
    roles_rappeles: tuple[str, ...]


def reglages_du(lignes: Iterable[ReglagesAppui], le: date) -> ReglagesAppui:
    """Return the settings in force on that day, the first known ones before."""
    rangees = sorted(lignes, key=lambda ligne: ligne.valable_du)
    valables = [ligne for ligne in rangees if ligne.valable_du <= le]
    return valables[-1] if valables else rangees[0]
