"""The command itself: arguments, refusals, what is written, the time limit."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from maillage.cartographie.commande import executer
from tests.cartographie.tournees.fabrique import ecrire, grand, jeune, probleme

pytestmark = pytest.mark.sans_base
TOLERANCE_S = 5


def _places(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [":".join(ligne.split(":")[:3]) for ligne in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (["--temps-max", "0"], "arguments:0:--temps-max"),
        (["--temps-max", "vite"], "arguments:0:--temps-max"),
        (["--graine", "3"], "arguments:0:--graine"),
        (["--temps-max", "1", "--temps-max", "2"], "arguments:0:--temps-max"),
    ],
)
def test_un_mauvais_argument_est_dit_seul(
    options: list[str], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "R.json"
    assert executer(["tournees", str(tmp_path / "absent.json"), *options, "--sortie", str(sortie)]) == 2
    assert _places(capsys) == [place]
    assert not sortie.exists()


def test_sans_fichier_ni_sortie_les_deux_sont_dits(capsys: pytest.CaptureFixture[str]) -> None:
    assert executer(["tournees"]) == 2
    assert _places(capsys) == ["arguments:0:--sortie", "arguments:0:PROBLEME"]


def test_une_sortie_impossible_est_refusee(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entree = ecrire(probleme([jeune("j1", "A")]), tmp_path)
    assert executer(["tournees", str(entree), "--sortie", str(tmp_path / "ailleurs" / "R.json")]) == 2
    assert _places(capsys) == ["arguments:0:--sortie"]


def test_un_mauvais_probleme_ne_change_pas_le_resultat_d_avant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entree, sortie = ecrire(probleme([jeune("j1", "Z"), jeune("j1", "A")]), tmp_path), tmp_path / "R.json"
    sortie.write_text("avant", encoding="utf-8")
    assert executer(["tournees", str(entree), "--sortie", str(sortie)]) == 2
    assert _places(capsys) == ["PROBLEME.json:0:jeunes[0].point", "PROBLEME.json:0:jeunes[1].id"]
    assert sortie.read_text(encoding="utf-8") == "avant"
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == ["PROBLEME.json", "R.json"]


def test_le_resultat_a_les_cles_du_contrat_et_redit_d_ou_viennent_les_temps(tmp_path: Path) -> None:
    objet = probleme([jeune("j1", "A"), jeune("j2", "C", duree_max=1)])
    objet["temps"] |= {"source": "valhalla", "date": "2024-09-02", "estimation": False}
    entree, sortie = ecrire(objet, tmp_path), tmp_path / "R.json"
    assert executer(["tournees", str(entree), f"--sortie={sortie}"]) == 0
    lu = json.loads(sortie.read_text(encoding="utf-8"))
    cles = ["statut", "cout", "km", "minutes", "tournees", "temps_a_bord", "non_servis", "temps"]
    assert list(lu) == cles
    assert lu["temps"] == {"source": "valhalla", "date": "2024-09-02", "estimation": False}
    assert (lu["statut"], lu["cout"], lu["km"], lu["minutes"]) == ("OPTIMAL", 39, 16, 22)
    assert lu["temps_a_bord"] == {"j1": 12}
    assert set(lu["non_servis"][0]) == {"id", "regle", "assouplissement"}
    assert set(lu["non_servis"][0]["assouplissement"]) == {"parametre", "valeur", "texte"}


def test_le_temps_demande_est_tenu_lecture_et_ecriture_comprises(tmp_path: Path) -> None:
    entree, sortie = ecrire(grand(120), tmp_path), tmp_path / "R.json"
    debut = time.monotonic()
    assert executer(["tournees", str(entree), "--temps-max", "1", "--sortie", str(sortie)]) == 0
    assert time.monotonic() - debut < 1 + TOLERANCE_S
    assert json.loads(sortie.read_text(encoding="utf-8"))["statut"] == "REALISABLE"


def test_l_aide_dit_l_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert executer(["tournees", "--help"]) == 0
    assert "PROBLEME.json" in capsys.readouterr().out
