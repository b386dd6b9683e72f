from __future__ import annotations

import pytest

from maillage.territoire.domain.noms import nom_de_recherche


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Saint-Béat-Lez", "saint beat lez"),
        ("St Béat", "saint beat"),
        ("Œuilly", "oeuilly"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("  ", ""),
    ],
)
def test_un_nom_se_cherche_sans_accent_ni_ponctuation(nom: str, attendu: str) -> None:
    assert nom_de_recherche(nom) == attendu
