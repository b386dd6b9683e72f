"""`maillage demo`: loads once, says what is there, refuses clearly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.portail.commande_demo import executer
from tests.fabriques import DispositifFactory


def _demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    environnement = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("MAILLAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "maillage.cli", "demo", *arguments],
        capture_output=True,
        text=True,
        env=environnement,
        check=False,
        timeout=120,
    )


def test_la_demonstration_se_charge_puis_se_retrouve(tmp_path: Path) -> None:
    options = ("--taille", "1", "--sans-servir", "--donnees", str(tmp_path / "base"))
    premiere = _demo(*options)
    assert premiere.returncode == 0, premiere.stderr
    assert "direction@demo.maillage.test" in premiere.stdout
    assert "100 % des tables créées" in premiere.stdout
    assert "100 % démonstration prête" in premiere.stdout
    seconde = _demo(*options)
    assert "déjà chargée" in seconde.stdout
    assert (tmp_path / "base" / "maillage.sqlite3").exists()


def test_une_taille_inconnue_est_refusee_avant_tout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        executer(["--taille", "énorme", "--donnees", str(tmp_path / "base")])
    assert sortie.value.code == 2
    assert "taille inconnue" in capsys.readouterr().err
    assert not (tmp_path / "base").exists()


@pytest.mark.django_db
def test_la_commande_ne_touche_pas_a_de_vraies_donnees() -> None:
    DispositifFactory()
    with pytest.raises(CommandError, match="contient déjà des données"):
        call_command("charger_demo", taille="petite", remplacer=True, stdout=StringIO())


@pytest.mark.django_db
def test_la_commande_refuse_une_taille_inconnue() -> None:
    with pytest.raises(CommandError, match="Taille inconnue"):
        call_command("charger_demo", taille="rien", stdout=StringIO())


def test_les_comptes_se_listent() -> None:
    sortie = StringIO()
    call_command("comptes_demo", stdout=sortie)
    assert "Mot de passe commun" in sortie.getvalue()
    assert sortie.getvalue().count("@demo.maillage.test") == 12


def test_ce_qui_travaille_a_cote_du_serveur_finit_avec_lui() -> None:
    """Left behind, it would write in the database while the next demonstration is loaded there."""
    ligne = "import time; from maillage.portail.demonstration.veille import finir_avec_le_serveur as finir; finir({}); time.sleep({})"
    orphelin = subprocess.run([sys.executable, "-c", ligne.format(0, 30)], check=False, timeout=20)
    assert orphelin.returncode == -signal.SIGTERM
    accompagne = subprocess.run([sys.executable, "-c", ligne.format(os.getpid(), 0.1)], check=False, timeout=20)
    assert accompagne.returncode == 0
