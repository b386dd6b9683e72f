"""Run the SQL files in order on a connection that holds the input tables."""

from __future__ import annotations

import duckdb

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import executer
from maillage.activite.moteur.composantes import composantes
from maillage.activite.moteur.reglages import poser_calendrier, poser_table, valeurs_des_regles

PAQUET = "maillage.activite.moteur"
COMPOSANTE = {"m": "INTEGER", "c": "INTEGER"}
PREPARATION = ("identites", "calendrier", "agenda")
AVANT_DOUBLONS = (
    "chiffres",
    "evenements",
    "r05_references",
    "absences",
    "r04_eligibles",
    "r05_doublons",
)
APRES_DOUBLONS = (
    "r05_fusion",
    "r06_presence",
    "r07_phases",
    "paires",
    "r08_modalites",
    "r09_journees",
    "r14_ouverture",
    "r13_absences",
    "r15_occupation",
    "r17_seances",
    "r19_durees",
    "r31_appui_ressource",
    "r20_file_active",
    "r21_flux",
    "r22_semaines",
    "r23_unites",
    "r27_ponctuel",
    "r32_multi_modalite",
    "r33_changements",
    "r34_fiches",
    "r35_scolarite",
    "r36_demandes",
    "r38_territoire",
    "r39_qualite",
    "jeunes",
)


Lot = tuple[int, int]
"""First and last dispositif of a lot, by rank."""


def preparer(connexion: duckdb.DuckDBPyConnection, jeu: JeuDeRegles, periode: Periode) -> None:
    """Once per run, from the `entree_*` views: calendar, and the agenda with integers for identifiers."""
    valeurs = valeurs_des_regles(jeu.parametres, periode)
    poser_calendrier(connexion, jeu.parametres, periode)
    for nom in PREPARATION:
        executer(connexion, PAQUET, nom, valeurs)


def lots_de(connexion: duckdb.DuckDBPyConnection, taille: int) -> list[Lot]:
    """Cut the dispositifs into lots of about `taille` events, so that memory does not follow the size of the folder."""
    requete = "SELECT d, count(e) FROM dispositif_tous LEFT JOIN agenda USING (d) GROUP BY d ORDER BY d"
    lots: list[Lot] = []
    premier, cumul = 1, 0
    rangs = connexion.execute(requete).fetchall()
    for d, nombre in rangs:
        cumul += nombre
        if cumul >= taille or d == len(rangs):
            lots.append((premier, d))
            premier, cumul = d + 1, 0
    return lots


def executer_lot(connexion: duckdb.DuckDBPyConnection, jeu: JeuDeRegles, periode: Periode, lot: Lot) -> None:
    """From the prepared agenda to the `mesure`, `alerte` and `fiche_jeune` tables of some dispositifs."""
    valeurs = {**valeurs_des_regles(jeu.parametres, periode), "premier": lot[0], "dernier": lot[1]}
    for nom in AVANT_DOUBLONS:
        executer(connexion, PAQUET, nom, valeurs)
    _poser_composantes(connexion)
    for nom in APRES_DOUBLONS:
        executer(connexion, PAQUET, nom, valeurs)


def _poser_composantes(connexion: duckdb.DuckDBPyConnection) -> None:
    """Connected components are not relational: they are found on the few candidate pairs (R5 step 2)."""
    paires = connexion.execute("SELECT m1, m2 FROM doublon").fetchall()
    trouvees = composantes(paires)
    poser_table(connexion, "composante", COMPOSANTE, (trouvees, trouvees.values()))
