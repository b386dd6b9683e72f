from __future__ import annotations

from pathlib import Path

import pytest

from maillage.structures import commande
from maillage.structures.models import Etablissement
from tests.structures.finess.fichiers import fichier_csv

pytestmark = pytest.mark.django_db


def lancer(*arguments: str) -> int:
    return commande.executer(["finess", *arguments])


def test_la_commande_importe_et_rend_compte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichier = tmp_path / "finess.csv"
    fichier.write_bytes(fichier_csv({}, {"nofinesset": "12"}).getvalue())
    assert lancer(str(fichier), "--essai", "--situation", "2026-05-20") == 1
    sortie = capsys.readouterr().out
    assert "situation au 20/05/2026" in sortie
    assert "1 créés" in sortie
    assert "finess.csv, ligne 3, finess « 12 »" in sortie
    assert "Essai : rien n'a été gardé." in sortie
    assert not Etablissement.objects.exists()
    assert lancer(str(fichier)) == 1
    assert Etablissement.objects.count() == 1


def test_un_fichier_illisible_rend_deux(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichier = tmp_path / "autre.csv"
    fichier.write_text("a,b\n", encoding="utf-8")
    assert lancer(str(fichier)) == 2
    assert lancer(str(tmp_path / "absent.csv")) == 2
    assert "nofinesset" in capsys.readouterr().err
