"""Run the SQL files in order on a connection that holds the input tables."""

from __future__ import annotations

import duckdb

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import texte_sql
from maillage.activite.moteur.composantes import composantes
from maillage.activite.moteur.reglages import poser_reglages

PAQUET = "maillage.activite.moteur"
AVANT_DOUBLONS = (
    "chiffres",
    "identites",
    "calendrier",
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


def executer_regles(connexion: duckdb.DuckDBPyConnection, jeu: JeuDeRegles, periode: Periode) -> None:
    """From the `entree_*` views to the `mesure`, `alerte` and `fiche_jeune` tables."""
    poser_reglages(connexion, jeu.parametres, periode)
    for nom in AVANT_DOUBLONS:
        connexion.execute(texte_sql(PAQUET, nom))
    _poser_composantes(connexion)
    for nom in APRES_DOUBLONS:
        connexion.execute(texte_sql(PAQUET, nom))


def _poser_composantes(connexion: duckdb.DuckDBPyConnection) -> None:
    """Connected components are not relational: they are found on the few candidate pairs (R5 step 2)."""
    paires = connexion.execute("SELECT m1, m2 FROM doublon").fetchall()
    connexion.execute("CREATE TEMP TABLE composante (m INTEGER, c INTEGER)")
    if paires:
        connexion.executemany("INSERT INTO composante VALUES (?, ?)", list(composantes(paires).items()))
