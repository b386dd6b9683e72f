"""The list of young people as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.parcours.selectors.liste import LigneJeune
from maillage.socle.tableur import Feuille
from maillage.socle.vocabulaire import Modalite

COLONNES = ("Identifiant", "Nom", "Prénom", "Naissance", "Âge", "Phase", "Modalités", "Entrée", "Référent ou référente")


def feuille_des_jeunes(lignes: Iterable[LigneJeune]) -> Feuille:
    """One row per young person, in the order shown."""
    return Feuille("Jeunes", COLONNES, [_cellules(ligne) for ligne in lignes])


def _cellules(ligne: LigneJeune) -> list[str | int]:
    jeune = ligne.jeune
    return [
        jeune.identifiant,
        jeune.nom,
        jeune.prenom,
        ligne.naissance.isoformat() if ligne.naissance else "",
        ligne.age if ligne.age is not None else "",
        ligne.phase.get_type_display() if ligne.phase else "",
        ", ".join(str(Modalite(code).label) for code in ligne.modalites),
        ligne.entree.isoformat() if ligne.entree else "",
        ligne.referent,
    ]
