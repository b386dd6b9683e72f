from __future__ import annotations

import pytest

from maillage.structures.domain.adresses import adresse_en_clair, meme_lieu


@pytest.mark.parametrize(
    ("brute", "claire"),
    [
        ("6 R DU LYCEE", "6 RUE DU LYCEE"),
        ("401 B RTE DES BEGUES", "401 B ROUTE DES BEGUES"),
        ("7 R R MARTIN", "7 RUE R MARTIN"),
        ("12 BIS AV FOCH", "12 BIS AVENUE FOCH"),
        ("LE BOURG", "LE BOURG"),
        ("BP 12", "BP 12"),
        ("", ""),
    ],
)
def test_le_type_de_voie_se_dit_en_clair(brute: str, claire: str) -> None:
    assert adresse_en_clair(brute) == claire


@pytest.mark.parametrize(
    ("une", "autre", "meme"),
    [
        ("6 R G VICAIRE", "6 B RUE G. VICAIRE", True),
        ("14 R DE L'ECOLE", "14 RUE DE L ÉCOLE", True),
        ("7 R DES PETITS CARTABLES", "R DES PETITS CARTABLES", True),
        ("8 MAIL PHILIPPE LAMOUR", "14 AV DE L'OCCITANIE", False),
        ("6 R DU LYCEE", "8 R DU LYCEE", False),
    ],
)
def test_une_orthographe_n_est_pas_un_demenagement(une: str, autre: str, meme: bool) -> None:
    assert meme_lieu(une, autre) is meme
