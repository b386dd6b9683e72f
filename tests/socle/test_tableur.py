"""The same cells in CSV, XLSX and ODS, never a formula."""

from __future__ import annotations

import io

import pytest
from python_calamine import load_workbook

from maillage.socle.tableur import Feuille, ecrire

pytestmark = pytest.mark.sans_base
FEUILLE = Feuille(
    "Grille", ("Jeune", "Total"), [("=1+1", 3), ("Éloïse", 2.5), ("", None)], notes=("Barème reconstitué",)
)


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_le_classeur_garde_les_cellules_et_les_notes(extension: str) -> None:
    lignes = load_workbook(io.BytesIO(ecrire(FEUILLE, extension))).get_sheet_by_name("Grille").to_python()
    assert lignes[0][:2] == ["Jeune", "Total"]
    assert lignes[1][:2] == ["=1+1", 3]
    assert lignes[2][:2] == ["Éloïse", 2.5]
    assert "Barème reconstitué" in [ligne[0] for ligne in lignes]


def test_le_csv_desarme_les_formules_et_s_ouvre_en_francais() -> None:
    texte = ecrire(FEUILLE, "csv").decode("utf-8-sig")
    assert texte.splitlines() == ["Jeune;Total", "'=1+1;3", "Éloïse;2,5", ";", "Barème reconstitué"]
