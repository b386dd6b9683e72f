"""`python -m bench.naif DOSSIER PERIODE`: count a folder of CSV files naively."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from bench.naif import compter_naivement
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.tables import specifications
from maillage.activite.regles import charger_jeu
from maillage.socle.tabulaire import lire_csv


def lire(dossier: Path, lieux: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Every table, checked row by row as the contract asks; every column, "" for null."""
    tables: dict[str, list[dict[str, str]]] = {}
    for specification in specifications(lieux):
        fichier = dossier / f"{specification.nom}.csv"
        lignes, problemes = lire_csv(fichier, specification) if fichier.exists() else ([], [])
        if problemes:
            sys.exit("\n".join(map(str, problemes)))
        vide = dict.fromkeys(specification.par_nom, "")
        tables[specification.nom] = [{**vide, **ligne.textes} for ligne in lignes]
    return tables


if __name__ == "__main__":
    jeu = charger_jeu("aire-2024")
    resultat = compter_naivement(
        lire(Path(sys.argv[1]), jeu.parametres.lieux), jeu.parametres, Periode.depuis_libelle(sys.argv[2])
    )
    sys.stdout.write(f"{sum(compte['seances'] for compte in resultat.values())}\n")
