from __future__ import annotations

import pytest

from maillage.territoire import selectors
from tests.fabriques import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes() -> None:
    CommuneFactory(code="31472", nom="Saint-Béat-Lez", departement="31", population=400)
    CommuneFactory(code="31555", nom="Toulouse", departement="31", population=500_000)
    CommuneFactory(code="83137", nom="Toulon", departement="83", population=170_000)
    CommuneFactory(code="09324", nom="Le Toulousain", departement="09", population=10)


@pytest.mark.parametrize(
    ("texte", "noms"),
    [
        ("st beat", ["Saint-Béat-Lez"]),
        ("TOULOU", ["Toulouse", "Le Toulousain"]),
        ("toulouse", ["Toulouse"]),
        ("315", ["Toulouse"]),
        ("", []),
        ("atlantide", []),
    ],
)
def test_on_trouve_une_commune_comme_on_l_ecrit(texte: str, noms: list[str]) -> None:
    assert [commune.nom for commune in selectors.rechercher_communes(texte)] == noms


def test_la_liste_se_filtre_et_se_trie() -> None:
    filtres = selectors.FiltresCommunes(departement="31", tri="-population")
    assert [commune.nom for commune in selectors.communes(filtres)] == ["Toulouse", "Saint-Béat-Lez"]
    assert [commune.nom for commune in selectors.communes_du_departement("31")] == ["Saint-Béat-Lez", "Toulouse"]
    assert selectors.communes(selectors.FiltresCommunes(tri="inconnu")).count() == 4


def test_une_commune_inconnue_n_est_pas_inventee() -> None:
    assert selectors.commune_par_code("00000") is None
    assert selectors.centres(["31555", "00000"]) == {"31555": (1.4, 43.6)}
