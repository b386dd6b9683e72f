"""The worked examples of the contract, read in place (R41-R44)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from maillage.pilotage.commande import executer
from tests.conftest import exiger_partage

pytestmark = pytest.mark.sans_base
REGLES = ("R41", "R42", "R43", "R44")


def _table(chemin: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as flux:
        return {(rang["mesure"], rang["region"], rang["type"]): rang for rang in csv.DictReader(flux)}


def _egal(lu: str, attendu: object) -> bool:
    return lu == attendu if isinstance(attendu, str) else lu not in ("s", "") and float(lu) == attendu


@pytest.mark.parametrize("regle", REGLES)
def test_les_exemples_du_contrat(regle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = exiger_partage("activite", "exemples", regle)
    for cas in json.loads((dossier / "attendu.json").read_text(encoding="utf-8"))["cas"]:
        sortie, journal = tmp_path / "tableau.csv", tmp_path / "journal.csv"
        sortie.unlink(missing_ok=True)
        arguments = [str(dossier / mot) if mot.endswith(".csv") else mot for mot in cas["arguments"]]
        code = executer([str(dossier), *arguments, "--sortie", str(sortie), "--journal", str(journal)])
        lu = capsys.readouterr()
        assert (code, lu.out) == (cas["code"], "")
        if code:
            places = {tuple(ligne.split(":")[:3]) for ligne in lu.err.splitlines()}
            assert places == {(e["fichier"], str(e["ligne"]), e["colonne"]) for e in cas["erreurs"]}
            assert not sortie.exists()
            continue
        _comparer(cas, _table(sortie), _table(journal))
        assert [ligne.split(":")[1] for ligne in lu.err.splitlines()] == cas.get("exclus", [])


def _comparer(
    cas: dict[str, list[dict[str, str]]], tableau: dict[tuple[str, str, str], dict[str, str]], journal: dict
) -> None:
    assert tableau.keys() == journal.keys()
    for attendue in cas["cellules"]:
        cle = (attendue["mesure"], attendue["region"], attendue["type"])
        lue = tableau[cle] | {"masque": journal[cle]["masque"]}
        assert {nom: lue[nom] for nom, valeur in attendue.items() if not _egal(lue[nom], valeur)} == {}, cle
    assert not [absente for absente in cas["absentes"] if tuple(absente) in tableau]
