"""OSRM and Valhalla through recorded dialogues: times, snapping, unreachable pairs, engines that fail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cartographie.fichiers import Lanceur
from tests.cartographie.moteur_enregistre import Repondre, moteur

pytestmark = pytest.mark.sans_base
OSRM = {
    "code": "Ok",
    "data_version": "2026-01-15T20:21:02Z",
    "durations": [[0, 754.3, None], [748.9, 0, 61.2]],
    "distances": [[0, 11234.6, None], [11190.1, 0, 812.4]],
    "sources": [
        {"hint": "", "distance": 4.152629, "name": "Carrer Major", "location": [1.5218, 42.5069]},
        {"hint": "", "distance": 12.0, "name": "", "location": [1.4914, 42.4634]},
    ],
    "destinations": [
        {"hint": "", "distance": 4.152629, "name": "Carrer Major", "location": [1.5218, 42.5069]},
        {"hint": "", "distance": 12.0, "name": "", "location": [1.4914, 42.4634]},
        {"hint": "", "distance": 501.5, "name": "", "location": [1.5, 42.6]},
    ],
}


@pytest.fixture
def points(lanceur: Lanceur) -> tuple[str, str]:
    return (
        lanceur.ecrire("O.csv", "id,lon,lat", "a,1.52184,42.50691", "b,1.49141,42.46345"),
        lanceur.ecrire("D.csv", "lat,lon,id,nom", "42.50691,1.52184,a,x", "42.46345,1.49141,b,y", "42.6,1.5,c,z"),
    )


def _demander(lanceur: Lanceur, points: tuple[str, str], fournisseur: str, repondre: Repondre, *options: str) -> int:
    with moteur(repondre) as adresse:
        return lanceur.lancer("temps", *points, "--fournisseur", fournisseur, "--url", adresse, *options)


def _resume(lanceur: Lanceur) -> list[tuple[str, ...]]:
    noms = ("origine", "destination", "minutes", "km", "accroche_m")
    return [tuple(ligne[nom] for nom in noms) for ligne in lanceur.lignes()]


def test_osrm_donne_minutes_kilometres_et_accroche(lanceur: Lanceur, points: tuple[str, str]) -> None:
    chemins: list[str] = []
    assert _demander(lanceur, points, "osrm", lambda chemin, _: (chemins.append(chemin), (200, OSRM))[1]) == 0
    assert chemins == [
        "/table/v1/driving/1.52184,42.50691;1.49141,42.46345;1.52184,42.50691;1.49141,42.46345;1.5,42.6"
        "?sources=0;1&destinations=2;3;4&annotations=duration,distance"
    ]
    assert _resume(lanceur) == [
        ("a", "a", "0.00", "0.000", "4.15"),
        ("a", "b", "12.57", "11.235", "12.00"),
        ("b", "a", "12.48", "11.190", "12.00"),
        ("b", "b", "0.00", "0.000", "12.00"),
    ]
    assert {(x["source"], x["date"], x["estimation"]) for x in lanceur.lignes()} == {("osrm", "2026-01-15", "false")}
    assert lanceur.places() == ["inatteignable:a:c", "inatteignable:b:c"]
    assert "502 m du réseau" in lanceur.err


def test_osrm_sans_itineraire_quand_l_accroche_est_permise(lanceur: Lanceur, points: tuple[str, str]) -> None:
    assert _demander(lanceur, points, "osrm", lambda *_: (200, OSRM), "--accroche-max", "501.5") == 0
    assert _resume(lanceur)[-1] == ("b", "c", "1.02", "0.812", "501.50")
    assert lanceur.err == "inatteignable:a:c: aucun itinéraire entre ces deux points\n"


def test_un_bloc_refuse_est_reduit_aux_paires_fautives(lanceur: Lanceur, points: tuple[str, str]) -> None:
    def repondre(chemin: str, _: Any) -> tuple[int, Any]:
        if "1.5,42.6" in chemin:
            return 400, {"code": "NoSegment", "message": "Could not find a matching segment for coordinate 2"}
        nombres = chemin.partition("?")[0].count(";")
        point = {"distance": 1, "location": [0, 0]}
        nombre = chemin.count(";") - nombres + 2
        de = chemin.partition("sources=")[2].partition("&")[0].count(";") + 1
        vers = nombre - de
        return 200, {
            "code": "Ok",
            "durations": [[60] * vers] * de,
            "sources": [point] * de,
            "destinations": [point] * vers,
        }

    assert _demander(lanceur, points, "osrm", repondre) == 0
    assert [ligne[:4] for ligne in _resume(lanceur)] == [(i, j, "1.00", "") for i in "ab" for j in "ab"]
    assert lanceur.places() == ["inatteignable:a:c", "inatteignable:b:c"]
    assert "NoSegment" in lanceur.err


def _valhalla(chemin: str, corps: Any) -> tuple[int, Any]:
    if chemin == "/status":
        return 200, {"version": "3.5.1", "tileset_last_modified": 1768435200}
    if chemin == "/locate":
        lieux = [{"edges": [{"correlated_lon": p["lon"], "correlated_lat": p["lat"]}]} for p in corps["locations"]]
        return 200, [
            {"edges": None} if p["lat"] == 42.6 else lieu for p, lieu in zip(corps["locations"], lieux, strict=True)
        ]
    assert [len(corps[cle]) for cle in ("sources", "targets")] == [2, 2]
    assert (corps["costing"], corps["units"]) == ("auto", "kilometers")
    rangs = [[(0, 0.0), (754, 11.235)], [(None, None), (0, 0.0)]]
    cellules = [[{"time": t, "distance": d, "from_index": 0, "to_index": 0} for t, d in rang] for rang in rangs]
    return 200, {"sources_to_targets": cellules, "units": "kilometers"}


def test_valhalla_accroche_chaque_point_puis_donne_la_matrice(lanceur: Lanceur, points: tuple[str, str]) -> None:
    assert _demander(lanceur, points, "valhalla", _valhalla) == 0
    assert _resume(lanceur) == [
        ("a", "a", "0.00", "0.000", "0.00"),
        ("a", "b", "12.57", "11.235", "0.00"),
        ("b", "b", "0.00", "0.000", "0.00"),
    ]
    assert {(x["source"], x["date"]) for x in lanceur.lignes()} == {("valhalla", "2026-01-15")}
    assert lanceur.places() == ["inatteignable:a:c", "inatteignable:b:a", "inatteignable:b:c"]


def test_valhalla_sans_accrochage_separe_croit_les_points_de_la_matrice(
    lanceur: Lanceur, points: tuple[str, str]
) -> None:
    def repondre(chemin: str, corps: Any) -> tuple[int, Any]:
        if chemin != "/sources_to_targets":
            return 404, {"error": "Try any of: '/sources_to_targets'"}
        decales = [{"lon": p["lon"], "lat": p["lat"] + 0.001} for p in corps["targets"]]
        cellules = [[{"time": 60, "distance": 1}] * 3] * 2
        return 200, {"sources_to_targets": cellules, "sources": [corps["sources"]], "targets": [decales]}

    assert _demander(lanceur, points, "valhalla", repondre, "--accroche-max", "112") == 0
    assert {ligne[4] for ligne in _resume(lanceur)} <= {"111.08", "111.07", "111.09"}
    assert len(lanceur.lignes()) == 6 and {x["date"] for x in lanceur.lignes()} == {""}


@pytest.mark.parametrize("fournisseur", ["osrm", "valhalla"])
@pytest.mark.parametrize(
    "reponse",
    [
        (500, {"error": "panne"}),
        (200, "pas du JSON"),
        (200, {"code": "Ok"}),
        (200, []),
        (200, OSRM | {"durations": [[1]]}),
    ],
)
def test_un_moteur_qui_repond_mal_arrete_tout(
    lanceur: Lanceur, points: tuple[str, str], fournisseur: str, reponse: tuple[int, Any]
) -> None:
    assert _demander(lanceur, points, fournisseur, lambda *_: reponse) == 2
    assert lanceur.places() == ["arguments:0:--url"]
    assert not lanceur.sortie.exists()


def test_un_moteur_absent_arrete_tout(lanceur: Lanceur, points: tuple[str, str]) -> None:
    with moteur(lambda *_: (200, OSRM)) as adresse:
        pass
    assert lanceur.lancer("temps", *points, "--fournisseur", "osrm", "--url", adresse) == 2
    assert lanceur.places() == ["arguments:0:--url"] and "injoignable" in lanceur.err


@pytest.mark.parametrize("adresse", ["ftp://exemple.fr", "file:///etc/passwd", "http://", "exemple.fr", "http://[x"])
def test_seuls_http_et_https_sont_permis(lanceur: Lanceur, points: tuple[str, str], adresse: str) -> None:
    assert lanceur.lancer("temps", *points, "--fournisseur", "valhalla", "--url", adresse) == 2
    assert lanceur.places() == ["arguments:0:--url"]
