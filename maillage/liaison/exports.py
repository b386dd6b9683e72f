"""The work list as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.liaison.selectors import LigneFiche
from maillage.socle.tableur import Feuille

COLONNES = (
    "Fiche",
    "Nom",
    "Prénom",
    "Porte sur",
    "État",
    "Ce qui change",
    "Date d'effet",
    "Émission",
    "Signature",
    "Fin du délai",
    "Suite",
)


def feuille_des_fiches(lignes: Iterable[LigneFiche]) -> Feuille:
    """Return one row per sheet."""
    return Feuille(
        "Fiches de liaison",
        COLONNES,
        [
            (
                ligne.fiche.identifiant,
                ligne.fiche.jeune.nom,
                ligne.fiche.jeune.prenom,
                ligne.fiche.get_nature_display(),
                ligne.libelle_etat,
                ligne.change,
                ligne.fiche.effet,
                ligne.fiche.emission,
                ligne.fiche.signature,
                ligne.fiche.fin_delai,
                ligne.suite,
            )
            for ligne in lignes
        ],
    )
