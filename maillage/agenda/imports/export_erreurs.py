"""The lines in error of a lot, with their cells, to be corrected in a spreadsheet and imported again."""

from __future__ import annotations

import csv
from io import StringIO

from maillage.agenda.imports.domain.comparaison import Issue
from maillage.agenda.imports.messages import dire_erreur
from maillage.agenda.imports.selectors import lignes_du_lot
from maillage.agenda.models import LotImport

BOM = "\ufeff"
FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would run as a formula."""


def erreurs_csv(lot: LotImport) -> bytes:
    """Semicolons, UTF-8 with its mark: « ligne », « erreurs », then the columns of the file."""
    lignes = list(lignes_du_lot(lot, Issue.ERREUR))
    entetes = list(dict.fromkeys(entete for ligne in lignes for entete, _ in ligne.cellules))
    flux = StringIO()
    table = csv.writer(flux, delimiter=";", lineterminator="\r\n")
    table.writerow(["ligne", "erreurs", *entetes])
    for ligne in lignes:
        erreurs = " | ".join(dire_erreur(lot, ligne.numero, erreur) for erreur in ligne.erreurs)
        textes = dict(ligne.cellules)
        table.writerow([ligne.numero, erreurs, *(_inerte(textes.get(entete, "")) for entete in entetes)])
    return (BOM + flux.getvalue()).encode()


def _inerte(cellule: str) -> str:
    return f"'{cellule}" if cellule.startswith(FORMULES) else cellule
