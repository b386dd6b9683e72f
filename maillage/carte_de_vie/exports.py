"""The list of cartes de vie as a table for spreadsheets: counts, never a place."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.carte_de_vie.selectors.liste import LigneCarteDeVie
from maillage.socle.tableur import Feuille

COLONNES = ("Nom", "Prénom", "Lieux vus par l'équipe", "Lieux vus aussi par la famille", "Dernière date dite")


def feuille_des_cartes(lignes: Iterable[LigneCarteDeVie]) -> Feuille:
    """Return one row per young person."""
    return Feuille(
        "Cartes de vie", COLONNES, [(un.jeune.nom, un.jeune.prenom, un.lieux, un.famille, un.dernier) for un in lignes]
    )
