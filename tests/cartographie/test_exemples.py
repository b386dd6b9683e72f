"""The worked examples of the contract, read in place, through the real entry point."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from maillage.cli import main
from tests.conftest import exiger_partage

pytestmark = pytest.mark.sans_base
EXEMPLES = (
    "temps-1",
    "acces-1",
    "acces-2",
    "erreurs-1",
    "implantation-1",
    "implantation-2",
    "implantation-3",
    "interlocuteurs-1",
)


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_l_exemple_du_contrat(exemple: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = exiger_partage("cartographie", "exemples", exemple)
    attendu = json.loads((dossier / "attendu.json").read_text(encoding="utf-8"))
    sortie = tmp_path / "sortie"
    arguments = [str(dossier / mot) if mot.endswith((".csv", ".json")) else mot for mot in attendu["arguments"]]
    code = main(["cartographie", attendu["commande"], *arguments, "--sortie", str(sortie)])
    lu = capsys.readouterr()
    assert code == attendu["code"]
    if code:
        places = [tuple(ligne.split(":")[:3]) for ligne in lu.err.splitlines()]
        assert places == [(e["fichier"], str(e["ligne"]), e["colonne"]) for e in attendu["erreurs"]]
        assert not sortie.exists()
        return
    _comparer(attendu, sortie, lu.out)


def _comparer(attendu: dict[str, Any], sortie: Path, stdout: str) -> None:
    if "lignes" in attendu:
        with sortie.open(encoding="utf-8", newline="") as flux:
            assert list(csv.DictReader(flux)) == attendu["lignes"]
    if "resultat" in attendu:
        resultat = json.loads(sortie.read_text(encoding="utf-8"))
        assert {cle: resultat[cle] for cle in attendu["resultat"]} == attendu["resultat"]
    if "stdout" in attendu:
        bilan = json.loads(stdout)
        assert {cle: bilan[cle] for cle in attendu["stdout"]} == attendu["stdout"]
    else:
        assert stdout == ""
