from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.socle.acteur import ActeurSysteme
from maillage.territoire.services import charger_communes
from tests.fabriques import CommuneFactory, HabilitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ars(client: Client) -> Client:
    client.force_login(HabilitationFactory(role="ARS").utilisateur)
    return client


def test_la_carte_et_le_tableau_disent_la_meme_chose(ars: Client, systeme: ActeurSysteme) -> None:
    charger_communes(systeme, regions=["94"])
    reponse = ars.get(reverse("territoire:carte"))
    carte = reponse.context["carte"]
    assert [ligne["libelle"] for ligne in carte["lignes"]] == ["Corse-du-Sud (2A)", "Haute-Corse (2B)"]
    dessines = {element["id"]: element["properties"] for element in carte["geojson"]["features"]}
    assert dessines["2A"]["url"] == f"{reverse('territoire:communes')}?departement=2A"
    donnees = ars.get(reverse("territoire:carte_donnees")).json()
    assert {element["id"] for element in donnees["features"]} == {"2A", "2B"}


def test_un_territoire_vide_dit_quoi_faire(ars: Client) -> None:
    assert "Aucun territoire" in ars.get(reverse("territoire:carte")).content.decode()
    assert "charger_territoire" in ars.get(reverse("territoire:communes")).content.decode()


def test_la_liste_se_filtre_se_trie_et_s_exporte(ars: Client) -> None:
    CommuneFactory(code="31555", nom="Toulouse", departement="31", population=500_000)
    CommuneFactory(code="31395", nom="Muret", departement="31", population=25_000)
    CommuneFactory(code="11069", nom="Carcassonne", departement="11", population=46_000)
    page = ars.get(reverse("territoire:communes"), {"departement": "31", "tri": "-population"}).content.decode()
    assert page.index("Toulouse") < page.index("Muret")
    assert "Carcassonne" not in page
    export = ars.get(reverse("territoire:communes_export"), {"recherche": "mur"})
    assert "Muret;31" in export.content.decode("utf-8-sig")
    assert "Toulouse" not in export.content.decode("utf-8-sig")
    rien = ars.get(reverse("territoire:communes"), {"recherche": "atlantide", "departement": "ZZ"})
    assert "Aucune commune ne répond" in rien.content.decode()


def test_la_liste_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(
    ars: Client, django_assert_num_queries: object
) -> None:
    CommuneFactory()
    adresse = reverse("territoire:communes")
    with CaptureQueriesContext(connection) as une:
        ars.get(adresse)
    CommuneFactory.create_batch(5)
    with django_assert_num_queries(len(une)):  # type: ignore[operator]
        ars.get(adresse)


def test_sans_compte_on_se_connecte_d_abord(client: Client) -> None:
    assert client.get(reverse("territoire:carte")).status_code == 302


def test_un_role_sans_territoire_est_refuse(client: Client) -> None:
    client.force_login(HabilitationFactory(role="DPO").utilisateur)
    assert client.get(reverse("territoire:communes")).status_code == 403
