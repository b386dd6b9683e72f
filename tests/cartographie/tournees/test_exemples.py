"""The worked examples of the contract, through the real entry point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maillage.cartographie.tournees.domain.verification import dresser_bilan, verifier
from maillage.cartographie.tournees.lecture import lire_probleme
from maillage.cli import main
from tests.cartographie.tournees.relecture import relire
from tests.conftest import DOSSIER_PARTAGE, exiger_partage

pytestmark = pytest.mark.sans_base
EXEMPLES = sorted(chemin.name for chemin in (DOSSIER_PARTAGE / "cartographie" / "exemples").glob("tournees-*"))


def _contient(lu: object, attendu: object) -> bool:
    """Whether what was read holds at least the keys that are expected."""
    if isinstance(attendu, dict) and isinstance(lu, dict):
        return all(cle in lu and _contient(lu[cle], valeur) for cle, valeur in attendu.items())
    if isinstance(attendu, list) and isinstance(lu, list):
        return len(lu) == len(attendu) and all(map(_contient, lu, attendu))
    return lu == attendu


def test_les_exemples_sont_la() -> None:
    exiger_partage("cartographie", "exemples")
    assert EXEMPLES


@pytest.mark.parametrize("nom", EXEMPLES)
def test_l_exemple_du_contrat(nom: str, tmp_path: Path) -> None:
    dossier = exiger_partage("cartographie", "exemples", nom)
    attendu = json.loads((dossier / "attendu.json").read_text(encoding="utf-8"))
    sortie = tmp_path / "R.json"
    arguments = [str(dossier / mot) if mot.endswith(".json") else mot for mot in attendu["arguments"]]
    assert main(["cartographie", attendu["commande"], *arguments, "--sortie", str(sortie)]) == attendu["code"]
    lu = json.loads(sortie.read_text(encoding="utf-8"))
    assert _contient(lu, attendu["resultat"])
    meilleur = attendu["meilleur"]
    assert len(lu["non_servis"]) == meilleur["non_servis"]
    assert abs(lu["cout"] - meilleur["cout"]) <= attendu["marge"] * meilleur["cout"]


@pytest.mark.parametrize("nom", EXEMPLES)
def test_le_resultat_ecrit_se_relit_et_respecte_chaque_regle(nom: str, tmp_path: Path) -> None:
    dossier = exiger_partage("cartographie", "exemples", nom)
    sortie = tmp_path / "R.json"
    assert main(["cartographie", "tournees", str(dossier / "PROBLEME.json"), "--sortie", str(sortie)]) == 0
    lu = json.loads(sortie.read_text(encoding="utf-8"))
    probleme, plan = lire_probleme(dossier / "PROBLEME.json"), relire(lu)
    assert verifier(probleme, plan) == []
    bilan = dresser_bilan(probleme, plan)
    assert (float(bilan.cout), float(bilan.km), float(bilan.minutes)) == (lu["cout"], lu["km"], lu["minutes"])
