"""`maillage cartographie temps`: estimation, supplied matrix, arguments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.cartographie.domain.estimation import VITESSES, ProfilVitesses
from tests.cartographie.fichiers import Lanceur

pytestmark = pytest.mark.sans_base
KM = st.floats(0, 2000, allow_nan=False)
PROFILS = st.lists(st.tuples(st.floats(0.1, 100), st.floats(1, 130)), min_size=1, max_size=4).map(
    lambda etapes: ProfilVitesses(
        tuple(
            (float("inf") if rang == len(etapes) - 1 else sum(longueur for longueur, _ in etapes[: rang + 1]), vitesse)
            for rang, (_, vitesse) in enumerate(etapes)
        )
    )
)


@given(KM, KM, PROFILS)
def test_les_minutes_ne_baissent_jamais_quand_les_kilometres_montent(
    un: float, deux: float, profil: ProfilVitesses
) -> None:
    moins, plus = profil.minutes(np.array(sorted((un, deux))))
    assert 0 <= moins <= plus


def test_les_paliers_de_vitesse_par_defaut() -> None:
    assert VITESSES.minutes(np.array([0.0, 5.0, 30.0, 110.0])).tolist() == [0.0, 12.0, 42.0, 102.0]


def test_l_estimation_suit_detour_et_vitesses(lanceur: Lanceur) -> None:
    points = lanceur.ecrire("P.csv", "id,lon,lat", "a,-0.5,44", "b,-0.5,44", "c,-0.5,45")
    options = ("--fournisseur", "estimation", "--detour", "1", "--vitesses", "10:60,*:120")
    assert lanceur.lancer("temps", points, points, *options) == 0
    paires = {(x["origine"], x["destination"]): (x["minutes"], x["km"]) for x in lanceur.lignes()}
    assert paires["a", "b"] == ("0.00", "0.000")
    assert paires["a", "c"] == paires["c", "b"] == ("60.56", "111.122")
    assert len(paires) == 9


def test_la_matrice_ne_donne_que_ses_paires(lanceur: Lanceur) -> None:
    points = lanceur.ecrire("P.csv", "id,lon,lat", "b,1,44", "a,2,44")
    entete = "destination,origine,minutes,km,accroche_m,source,date,estimation"
    matrice = lanceur.ecrire(
        "M.csv", entete, "b,a,1.005,2.0005,,relevé,2025-09-01,true", "x,a,3,,,autre,,", "a,b,7,,12.345,,,"
    )
    assert lanceur.lancer("temps", points, points, "--fournisseur", "matrice", "--matrice", matrice) == 0
    lignes = [list(ligne.values()) for ligne in lanceur.lignes()]
    assert lignes == [
        ["b", "a", "7.00", "", "12.35", "relevé", "2025-09-01", "true"],
        ["a", "b", "1.01", "2.001", "", "relevé", "2025-09-01", "true"],
    ]
    assert lanceur.places() == ["inatteignable:b:b", "inatteignable:a:a"]


def test_un_point_inverse_ou_hors_du_pays_est_mesure_tel_quel_et_dit(lanceur: Lanceur) -> None:
    points = lanceur.ecrire("P.csv", "id,lon,lat", '"a,""1",1.4,43.6', "inverse,43.6,1.4", "ailleurs,-74,40.7")
    assert lanceur.lancer("temps", points, points, "--fournisseur", "estimation") == 0
    assert lanceur.places() == ["avis:P.csv:3", "avis:P.csv:4"]
    assert [ligne["origine"] for ligne in lanceur.lignes()][::3] == ['a,"1', "inverse", "ailleurs"]


def test_les_points_faux_sont_tous_places_une_fois(lanceur: Lanceur) -> None:
    points = lanceur.ecrire("P.csv", "id,lon,lat", "a,181,44", "b,2,-90.1", "c,1e1,", "a,1,1")
    assert lanceur.lancer("temps", points, points, "--fournisseur", "estimation") == 2
    assert lanceur.places() == ["P.csv:2:lon", "P.csv:3:lat", "P.csv:4:lat", "P.csv:4:lon", "P.csv:5:id"]


@pytest.mark.parametrize(
    ("options", "colonnes"),
    [
        ((), ["--fournisseur"]),
        (("--fournisseur", "avion"), ["--fournisseur"]),
        (("--fournisseur", "osrm"), ["--url"]),
        (("--fournisseur", "matrice"), ["--matrice"]),
        (("--fournisseur", "estimation", "--detour", "0"), ["--detour"]),
        (("--fournisseur", "estimation", "--detour", "x", "--vitesses", "5:25"), ["--detour", "--vitesses"]),
        (("--fournisseur", "estimation", "--vitesses", "5:25,5:30,*:80"), ["--vitesses"]),
        (("--fournisseur", "estimation", "--vitesses", "5:0,*:80"), ["--vitesses"]),
        (("--fournisseur", "estimation", "--vitesses", "*:80,5:25"), ["--vitesses"]),
        (("--fournisseur", "estimation", "--k", "3"), ["--k"]),
        (("--fournisseur", "estimation", "--temps-max", "-1"), ["--temps-max"]),
    ],
)
def test_les_arguments_faux_sont_seuls_annonces(
    lanceur: Lanceur, options: tuple[str, ...], colonnes: list[str]
) -> None:
    assert lanceur.lancer("temps", "absent.csv", "absent.csv", *options) == 2
    assert lanceur.places() == [f"arguments:0:{colonne}" for colonne in colonnes]


def test_les_fichiers_absents_sont_annonces(lanceur: Lanceur) -> None:
    matrice = ("--fournisseur", "matrice", "--matrice", "M.csv")
    assert lanceur.lancer("temps", "absents.csv", "autres.csv", *matrice) == 2
    assert lanceur.places() == ["M.csv:0:*", "absents.csv:0:*", "autres.csv:0:*"]


def test_le_nombre_de_fichiers_est_verifie(lanceur: Lanceur) -> None:
    assert lanceur.lancer("temps", "un.csv", "--fournisseur", "estimation") == 2
    assert lanceur.places() == ["arguments:0:DESTINATIONS"]
