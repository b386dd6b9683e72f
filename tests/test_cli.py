from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from maillage.cli import COMMANDES, main
from tests.activite.exemples import ecarts
from tests.conftest import exiger_partage

ARGUMENTS = ["--regles", "aire-2024", "--periode", "2024-T1"]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    chemin = tmp_path / "faits"
    chemin.mkdir()
    (chemin / "dispositif.csv").write_text("dispositif_id,type\nD1,DITEP\n")
    return chemin


def _lancer(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maillage.cli", *arguments], capture_output=True, text=True, check=False
    )


def test_la_vraie_commande_compte_l_exemple_d_or(tmp_path: Path) -> None:
    exemple = exiger_partage("activite", "exemples", "or")
    sortie = tmp_path / "r.json"
    fenetre = ["--debut", "2024-03-04", "--fin", "2024-03-17"]
    fini = _lancer("compter", str(exemple), *ARGUMENTS, *fenetre, "--sortie", str(sortie))
    assert (fini.returncode, fini.stderr) == (0, "")
    complet = json.loads((exemple / "attendu.json").read_text("utf-8"))["cas"][-1]
    assert list(ecarts(complet["resultat"], json.loads(sortie.read_text("utf-8")), partiel=False)) == []


def test_compter_demarre_sans_django(dossier: Path, tmp_path: Path) -> None:
    programme = (
        "import sys; from maillage.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or (3 if any(m.split('.')[0] == 'django' for m in sys.modules) else 0))"
    )
    fini = subprocess.run(
        [sys.executable, "-c", programme, "compter", str(dossier), *ARGUMENTS, "--sortie", str(tmp_path / "r.json")],
        check=False,
    )
    assert fini.returncode == 0


def test_le_meme_dossier_donne_les_memes_octets(dossier: Path, tmp_path: Path) -> None:
    sorties = [tmp_path / "a.json", tmp_path / "b.json"]
    for sortie in sorties:
        assert main(["compter", str(dossier), *ARGUMENTS, "--sortie", str(sortie)]) == 0
    assert sorties[0].read_bytes() == sorties[1].read_bytes()


def test_un_refus_laisse_l_ancien_resultat(dossier: Path, tmp_path: Path) -> None:
    sortie = tmp_path / "r.json"
    sortie.write_text("ancien")
    (dossier / "jeune.csv").write_text("jeune_id\nJ1\nJ1\n")
    assert main(["compter", str(dossier), *ARGUMENTS, "--sortie", str(sortie)]) == 2
    assert sortie.read_text() == "ancien"
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == ["faits", "r.json"]


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        ([], ["--periode", "--regles", "--sortie", "DOSSIER"]),
        (["d", "--regles", "autre", "--periode", "1999-T1", "--sortie", "x.json"], ["--periode", "--regles"]),
        (["d", *ARGUMENTS, "--sortie", "x.json", "--couleur", "bleu"], ["--couleur"]),
        (["d", *ARGUMENTS, "--sortie"], ["--sortie"]),
        (["d", *ARGUMENTS, "--sortie", "/nulle/part/x.json"], ["--sortie"]),
        (["d", "e", *ARGUMENTS, "--sortie", "x.json"], ["DOSSIER"]),
        (["d", *ARGUMENTS, "--sortie", "x.json", "--fin", "2024-03-01"], ["--debut"]),
        (["d", *ARGUMENTS, "--sortie=x.json", "--arrete=demain"], ["--arrete"]),
    ],
)
def test_arguments_refuses(arguments: list[str], attendu: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compter", *arguments]) == 2
    lignes = capsys.readouterr().err.splitlines()
    assert [ligne.split(":", 3)[2] for ligne in lignes] == attendu
    assert all(ligne.startswith("arguments:0:") for ligne in lignes)


def test_parametres_avant_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        [
            "compter",
            str(tmp_path / "rien"),
            *ARGUMENTS,
            "--sortie",
            str(tmp_path / "r.json"),
            "--parametres",
            "absent.toml",
        ]
    )
    assert code == 2
    assert capsys.readouterr().err.startswith("absent.toml:0:*:")


def test_aide_et_commande_inconnue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    aide = capsys.readouterr().out
    assert [nom for nom in COMMANDES if nom not in aide] == []
    assert main(["cartographie", "--help"]) == 0
    aide = capsys.readouterr().out
    assert [nom for nom in COMMANDES if nom.startswith("cartographie") and nom not in aide] == []
    assert "interlocuteurs" in aide
    assert main(["compter", "--help"]) == 0
    assert "--periode" in capsys.readouterr().out
    assert main(["danser"]) == 2
    assert "danser" in capsys.readouterr().err
