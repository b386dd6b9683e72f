"""Sizes of docs/adr/0002: no function above 40 lines, no file above 500, tests too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import RACINE

pytestmark = pytest.mark.sans_base
FONCTION_MAX, FICHIER_MAX = 40, 500


def fichiers_python() -> list[Path]:
    return [
        path
        for dossier in ("maillage", "tests", "bench")
        for path in sorted((RACINE / dossier).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def test_aucun_fichier_ne_depasse_la_taille() -> None:
    longs = {
        str(path.relative_to(RACINE)): count
        for path in fichiers_python()
        if (count := path.read_text(encoding="utf-8").count("\n")) > FICHIER_MAX
    }
    assert longs == {}


def test_aucune_fonction_ne_depasse_la_taille() -> None:
    longues = [
        f"{path.relative_to(RACINE)}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1} lignes)"
        for path in fichiers_python()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FONCTION_MAX
    ]
    assert longues == []
