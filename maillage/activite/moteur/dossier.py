"""Count a folder of CSV or Parquet files, whatever its size."""

from __future__ import annotations

from pathlib import Path

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.activite.moteur.comptage import Comptage
from maillage.activite.moteur.execution import executer_regles
from maillage.socle.tabulaire import Probleme


def compter_dossier(dossier: Path, jeu: JeuDeRegles, periode: Periode) -> tuple[Comptage | None, list[Probleme]]:
    """The finished count, or None and every problem of the folder."""
    connexion = ouvrir_connexion()
    problemes = ouvrir_dossier(connexion, dossier, jeu.parametres.lieux)
    if problemes:
        return None, problemes
    executer_regles(connexion, jeu, periode)
    return Comptage(connexion, jeu, periode), []
