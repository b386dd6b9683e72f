from __future__ import annotations

import csv
import io
import json
import time
from typing import Any

import pytest
from django.urls import reverse

from maillage.socle.acteur import ActeurSysteme
from maillage.territoire import commande_adresses
from maillage.territoire.domain.adresses import AdresseCherchee
from maillage.territoire.geocodage import GeocodeurBan, GeocodeurCommunes, GeocodeurIndisponible, passages
from maillage.territoire.models import ImportReference
from tests.fabriques import CommuneFactory, EtablissementFactory, HabilitationFactory
from tests.territoire.service_adresses import service

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
UNE = {
    "features": [
        {
            "geometry": {"coordinates": [3.4991, 44.5185]},
            "properties": {"label": "6 Rue des Prés", "score": 0.97, "type": "housenumber", "citycode": "48095"},
        }
    ]
}
ENTETE = "cle,adresse,code_postal,commune,latitude,longitude,result_label,result_score,result_type,result_citycode"


@pytest.fixture
def commune() -> Any:
    return CommuneFactory(code="48095", nom="Mende", departement="48", lon=3.5, lat=44.52)


@pytest.fixture
def scene(commune: Any) -> dict[str, Any]:
    """Three establishments at the middle of their commune, one placed by hand."""
    au_centre = {"commune": commune, "lon": 3.5, "lat": 44.52, "position_source": "COMMUNE"}
    return {
        "sur": EtablissementFactory(nom="Sûr", adresse="6 rue des Prés", **au_centre),
        "douteux": EtablissementFactory(nom="Douteux", adresse="rue ?", **au_centre),
        "perdu": EtablissementFactory(nom="Perdu", adresse="nulle part", **au_centre),
        "main": EtablissementFactory(nom="Main", adresse="1 rue", **{**au_centre, "position_source": "MANUELLE"}),
    }


def reponse_du_lot(scene: dict[str, Any], corps: str) -> str:
    assert 'name="citycode"\r\n\r\ncommune' in corps and 'name="data"; filename=' in corps
    points = {
        str(scene["sur"].pk): "44.5185,3.4991,6 Rue des Prés,0.97,housenumber,48095",
        str(scene["douteux"].pk): "44.6,3.6,Rue du Pré,0.41,street,48095",
    }
    table = corps[corps.index("cle,adresse") : corps.rindex("\r\n--")]
    lignes = [
        f"{','.join(ligne)},{points.get(ligne[0], ',,,,,')}" for ligne in list(csv.reader(io.StringIO(table)))[1:]
    ]
    return "\n".join([ENTETE, *lignes])


def test_un_passage_place_le_sur_et_fait_revoir_le_reste(
    scene: dict[str, Any], settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with service(lambda _, corps: (200, reponse_du_lot(scene, corps))) as adresse:
        settings.GEOCODEUR = {"adresse": adresse, "secondes": 5}
        assert commande_adresses.executer(["etablissements"]) == 1
    sortie = capsys.readouterr().out
    assert "3 lus" in sortie and "1 placé à son adresse" in sortie and "adresse introuvable" in sortie
    for etablissement in scene.values():
        etablissement.refresh_from_db()
    dits = {nom: (un.lon, un.position_source, un.revue_motif) for nom, un in scene.items()}
    assert dits == {
        "sur": (3.4991, "ADRESSE", ""),
        "douteux": (3.5, "COMMUNE", "SCORE_FAIBLE"),
        "perdu": (3.5, "COMMUNE", "SCORE_FAIBLE"),
        "main": (3.5, "MANUELLE", ""),
    }


def test_un_service_en_panne_le_dit_et_ne_change_rien(
    scene: dict[str, Any], settings: Any, systeme: ActeurSysteme
) -> None:
    registre = passages.registre_connu("etablissements")
    assert registre is not None
    with pytest.raises(GeocodeurIndisponible, match="aucun service d'adresses n'est réglé"):
        passages.ouvrir_passage(systeme, registre)
    with service(lambda *_: (503, "")) as adresse:
        settings.GEOCODEUR = {"adresse": adresse, "secondes": 5}
        passage = passages.ouvrir_passage(systeme, registre)
        passages.passer(passage)
    assert (passage.etat, "répond 503" in passage.message) == ("ECHEC", True)
    scene["sur"].refresh_from_db()
    assert (scene["sur"].lon, scene["sur"].position_source) == (3.5, "COMMUNE")
    for adresse, motif in (
        ("http://127.0.0.1:9", "injoignable"),
        ("ftp://ailleurs", "n'est pas une adresse http"),
    ):
        with pytest.raises(GeocodeurIndisponible, match=motif):
            GeocodeurBan(adresse, secondes=1).chercher(AdresseCherchee("1", "rue", "48000", "48095"))


def test_lent_ou_bavard_le_service_est_refuse(commune: Any) -> None:
    cherchee = AdresseCherchee("1", "6 rue des Prés", "48000", commune.pk)

    def lent(*_: str) -> tuple[int, str]:
        time.sleep(0.4)
        return 200, json.dumps(UNE)

    with service(lent) as adresse, pytest.raises(GeocodeurIndisponible, match="pas répondu en"):
        GeocodeurBan(adresse, secondes=0.1).chercher(cherchee)
    with service(lambda *_: (200, "<html>")) as adresse, pytest.raises(GeocodeurIndisponible, match="autre chose"):
        GeocodeurBan(adresse, secondes=5).chercher(cherchee)
    (au_centre,) = GeocodeurCommunes().chercher(cherchee)
    assert (au_centre.lon, au_centre.precision, au_centre.score) == (3.5, "COMMUNE", 0.0)


def test_la_page_de_placement_cherche_et_refuse_des_nombres_inverses(
    scene: dict[str, Any], settings: Any, client: Any
) -> None:
    client.force_login(HabilitationFactory(role="ADMINISTRATION").utilisateur)
    page = reverse("structures:position", args=[scene["sur"].pk])
    assert "Aucun service d&#x27;adresses" in client.get(page).content.decode().replace("'", "&#x27;")
    with service(lambda *_: (200, json.dumps(UNE))) as adresse:
        settings.GEOCODEUR = {"adresse": adresse, "secondes": 5}
        assert "6 Rue des Prés" in client.get(page, {"chercher": "1"}).content.decode()
    panne = client.get(page, {"chercher": "1"}).content.decode()
    assert "injoignable" in panne and "La position actuelle est gardée" in panne
    refus = client.post(page, {"lon": "44,52", "lat": "3,5"})
    assert (refus.status_code, "semblent inversées" in refus.content.decode()) == (422, True)
    assert "hors de France" in client.post(page, {"lon": "100", "lat": "3,5"}).content.decode()
    client.post(page, {"lon": "3,51", "lat": "44,53"})
    scene["sur"].refresh_from_db()
    assert (scene["sur"].lon, scene["sur"].position_source) == (3.51, "MANUELLE")
    sources = client.post(reverse("territoire:chercher_adresses", args=["etablissements"]))
    passage = ImportReference.objects.get()
    assert (sources.url, passage.etat) == (reverse("territoire:import", args=[passage.pk]), "ECHEC")
