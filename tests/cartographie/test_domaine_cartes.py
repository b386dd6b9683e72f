"""Positions, places as people write them, zones gathered and ranked, places shared."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.cartographie.domain.lieux import (
    Coordonnees,
    LieuRefuseError,
    commune_d_une_adresse,
    lire_coordonnees,
)
from maillage.cartographie.domain.zones import Zone, adoucir, les_pires, partager, rassembler
from maillage.cartographie.referentiels import publics_qui_conviennent, reglages
from maillage.territoire.domain.positions import DefautPosition, defaut_de

pytestmark = pytest.mark.sans_base


def zone(code: str, lecture: str, population: int = 100, minutes: float | None = 10.0, epci: str = "A") -> Zone:
    return Zone(
        code, code, code, epci, f"EPCI {epci}", "99", 3.5, 44.5, population, 7, minutes, 12.0, "IME", 0.1, lecture
    )


@pytest.mark.parametrize(
    ("lon", "lat", "attendu"),
    [
        (3.5, 44.5, None),
        (55.5, -21.1, None),
        (44.5, 3.5, DefautPosition.INVERSEE),
        (-74.0, 40.7, DefautPosition.HORS_DU_PAYS),
        (None, 44.5, DefautPosition.ABSENTE),
    ],
)
def test_une_position_inversee_ou_hors_du_pays_est_dite(lon: float | None, lat: float, attendu: object) -> None:
    assert defaut_de(lon, lat) is attendu


@pytest.mark.parametrize("texte", ["44.5176, 3.5010", "44,5176 ; 3,5010", "44,5176 3,5010", "44,5176, 3,5010"])
def test_les_coordonnees_se_lisent_avec_point_ou_virgule(texte: str) -> None:
    assert lire_coordonnees(texte) == Coordonnees(3.501, 44.5176)


def test_une_adresse_n_est_pas_des_coordonnees() -> None:
    assert lire_coordonnees("3 rue des Tilleuls 48000 Mende") is None
    assert commune_d_une_adresse("3 rue des Tilleuls, 48000 Mende") == ("48", "Mende")
    assert commune_d_une_adresse("1 rue X 97120 Saint-Claude") == ("971", "Saint-Claude")
    assert commune_d_une_adresse(" Mende ") == ("", "Mende")


@pytest.mark.parametrize(("texte", "mot"), [("3,5010 ; 44,5176", "inversées"), ("40,7 ; -74,0", "pas en France")])
def test_des_coordonnees_fausses_sont_refusees_avec_leur_remede(texte: str, mot: str) -> None:
    with pytest.raises(LieuRefuseError, match=mot):
        lire_coordonnees(texte)


def test_les_pires_zones_sont_d_abord_celles_ou_rien_n_est_a_portee() -> None:
    zones = [
        zone("a", "AUCUN", 100, epci="A"),
        zone("b", "SATURE", 900, epci="B"),
        zone("c", "AUTRE_PUBLIC", 300, epci="C"),
        zone("d", "OK", 5000, epci="D"),
    ]
    pires = les_pires(rassembler(zones, lambda z: (z.epci, z.epci_nom)))
    assert [pire.code for pire in pires] == ["C", "A", "B"]


def test_un_territoire_garde_ses_habitants_et_porte_la_lecture_du_plus_grand_nombre() -> None:
    zones = [
        zone("a", "AUCUN", 100, minutes=None),
        zone("b", "OK", 300, minutes=20.0),
        zone("c", "SATURE", 50, minutes=10.0),
    ]
    (territoire,) = rassembler(zones, lambda z: (z.epci, z.epci_nom))
    assert (territoire.population, territoire.concernes, territoire.hors_de_portee) == (450, 150, 100)
    assert territoire.lecture == "OK"
    assert territoire.eleves_concernes == 14
    assert territoire.minutes == 18.6


@pytest.mark.parametrize("capacite", [0, 1, 7, 100, 499])
@pytest.mark.parametrize("poids", [[1], [1, 1, 1], [3, 30, 2, 7], [1] * 11])
def test_partager_des_places_les_garde_toutes(capacite: int, poids: list[int]) -> None:
    parts = partager(capacite, poids)
    assert sum(parts) == capacite
    assert all(part >= 0 for part in parts)


def test_peu_d_enfants_ne_se_disent_pas_et_les_autres_a_cinq_pres() -> None:
    assert [adoucir(n, 5) for n in (0, 1, 4, 5, 7, 8, 1232, 1233)] == [0, None, None, 5, 5, 10, 1230, 1235]


def test_un_public_plus_large_convient_aussi() -> None:
    assert publics_qui_conviennent("437") == {"437", "010", "442"}
    assert publics_qui_conviennent("999") == {"999"}


def test_les_reglages_sont_dates() -> None:
    assert reglages(dt.date(2026, 1, 1)).proximite_km == 50
    assert reglages(dt.date(2000, 1, 1)).seuil_min == 30
