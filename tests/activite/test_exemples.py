from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from maillage.cli import main
from tests.activite.exemples import Cas, cas_de, ecarts
from tests.conftest import exiger_partage

CAS = cas_de()
REUSSIS = [cas for cas in CAS if cas.code == 0]
REFUSES = [cas for cas in CAS if cas.code == 2]


@lru_cache
def _validateur() -> Draft202012Validator:
    return Draft202012Validator(json.loads(exiger_partage("activite", "resultat.schema.json").read_text("utf-8")))


def test_les_exemples_du_contrat_sont_la() -> None:
    exiger_partage("activite", "exemples", "or")
    assert len(REUSSIS) > 100
    assert len(REFUSES) > 10


@pytest.mark.parametrize("cas", REUSSIS, ids=str)
def test_exemple_compte(cas: Cas, tmp_path: Path) -> None:
    sortie = tmp_path / "resultat.json"
    assert main(["compter", *cas.arguments_de(sortie)]) == 0
    obtenu = json.loads(sortie.read_text("utf-8"))
    assert list(ecarts(cas.attendu["resultat"], obtenu, partiel=cas.attendu["partiel"])) == []
    assert [erreur.message for erreur in _validateur().iter_errors(obtenu)] == []


@pytest.mark.parametrize("cas", REFUSES, ids=str)
def test_exemple_refuse(cas: Cas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sortie = tmp_path / "resultat.json"
    assert main(["compter", *cas.arguments_de(sortie)]) == 2
    lignes = [tuple(ligne.split(":", 3)[:3]) for ligne in capsys.readouterr().err.splitlines()]
    attendu = [(e["fichier"], str(e["ligne"]), e["colonne"]) for e in cas.attendu["erreurs"]]
    assert sorted(lignes) == sorted(attendu)
    assert lignes == sorted(lignes, key=lambda placee: (placee[0], int(placee[1]), placee[2]))
    assert list(tmp_path.iterdir()) == []
