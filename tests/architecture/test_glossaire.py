"""Every French noun of the code stands in docs/glossaire.md with its source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import RACINE

pytestmark = pytest.mark.sans_base
DOSSIERS = ("models", "domain")
ANGLAIS = re.compile(r"(Manager|Error|Config)$")


def _fichiers() -> list[Path]:
    paths = (RACINE / "maillage").rglob("*.py")
    return [
        path for path in paths if path.stem == "models" or set(path.parts) & set(DOSSIERS) or path.stem == "vocabulaire"
    ]


def noms_du_code() -> set[str]:
    """Public classes of models, domains and vocabulary: the nouns of the field."""
    return {
        node.name
        for path in _fichiers()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ANGLAIS.search(node.name)
    }


def lignes_du_glossaire() -> dict[str, str]:
    texte = (RACINE / "docs/glossaire.md").read_text(encoding="utf-8")
    return {trouve[1]: trouve[2] for trouve in re.finditer(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", texte, re.MULTILINE)}


def test_chaque_nom_du_code_est_au_glossaire() -> None:
    assert sorted(noms_du_code() - lignes_du_glossaire().keys()) == []


def test_le_glossaire_ne_garde_pas_de_nom_disparu() -> None:
    assert sorted(lignes_du_glossaire().keys() - noms_du_code()) == []


def test_chaque_ligne_du_glossaire_dit_sa_source() -> None:
    assert [nom for nom, source in lignes_du_glossaire().items() if not source.strip()] == []
