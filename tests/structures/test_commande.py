from __future__ import annotations

from pathlib import Path

import pytest

from maillage.structures import commande
from maillage.structures.models import Etablissement
from tests.structures.finess.fichiers import fichier_csv

pytestmark = pytest.mark.django_db


def lancer(*arguments: str) -> int:
    return commande.executer(arguments)


def test_la_commande_importe_et_rend_compte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichier = tmp_path / "finess.csv"
    fichier.write_bytes(fichier_csv({}, {"nofinesset": "12"}).getvalue())
    assert lancer(str(fichier), "--essai", "--situation", "2026-05-20") == 1
    sortie = capsys.readouterr().out
    assert "situation au 20/05/2026" in sortie
    assert "1 créé\n" in sortie
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
    sortie = capsys.readouterr().err
    assert "nofinesset" in sortie
    assert f"arguments:0:FICHIER: fichier introuvable « {tmp_path / 'absent.csv'} »" in sortie


def test_l_aide_et_les_refus_sont_en_francais(capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer("--help") == 0
    assert "établissements FINESS" in capsys.readouterr().out
    assert lancer("--situation", "hier", "--vite") == 2
    assert capsys.readouterr().err.splitlines() == [
        "arguments:0:--situation: date invalide « hier », attendu AAAA-MM-JJ",
        "arguments:0:--vite: option inconnue",
        "arguments:0:FICHIER: un fichier attendu, 0 donnés ; "
        "maillage importer finess FICHIER [--situation AAAA-MM-JJ] [--essai]",
    ]


def test_les_communes_hors_du_territoire_sont_une_seule_ligne(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fichier = tmp_path / "finess.csv"
    ailleurs = [{"nofinesset": f"31000000{rang}"} for rang in range(1, 4)]
    fichier.write_bytes(fichier_csv(*ailleurs).getvalue())
    assert lancer(str(fichier)) == 0
    hors = [ligne for ligne in capsys.readouterr().out.splitlines() if "territoire chargé" in ligne]
    assert len(hors) == 1
    assert "la commune de 3 établissements n'est pas dans le territoire chargé" in hors[0]
    assert "python manage.py charger_territoire --region CODE" in hors[0]
