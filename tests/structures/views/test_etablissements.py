from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.socle.acteur import ActeurSysteme
from maillage.structures.finess import depots, importer_finess
from maillage.structures.models import ChangementEtablissement, Dispositif, Etablissement, LotFiness
from tests.fabriques import CommuneFactory, EtablissementFactory, OrganismeFactory
from tests.structures.finess.fichiers import ege, fichier_csv, fichier_json

pytestmark = pytest.mark.django_db
Connexion = Callable[..., Client]
LISTE = "structures:etablissements"


def test_la_liste_se_cherche_se_filtre_et_se_trie(connecter: Connexion) -> None:
    toulouse = CommuneFactory(code="31555", nom="Toulouse", departement="31")
    EtablissementFactory(nom="IME des Acacias", categorie="183", commune=toulouse, finess="310000001")
    EtablissementFactory(
        nom="SESSAD du Lac", categorie="182", ferme_le=dt.date(2024, 1, 1), commune=CommuneFactory(departement="09")
    )
    client = connecter("ARS")

    def noms(**parametres: str) -> list[str]:
        return [etablissement.nom for etablissement in client.get(reverse(LISTE), parametres).context["page"]]

    assert noms() == ["IME des Acacias", "SESSAD du Lac"]
    assert noms(tri="-nom") == ["SESSAD du Lac", "IME des Acacias"]
    assert noms(tri="n'importe quoi") == ["IME des Acacias", "SESSAD du Lac"]
    assert noms(recherche="toulouse acacias") == ["IME des Acacias"]
    assert noms(recherche="310000") == ["IME des Acacias"]
    assert noms(departement="09") == ["SESSAD du Lac"]
    assert noms(categorie="183") == ["IME des Acacias"]
    assert noms(etat="fermes") == ["SESSAD du Lac"]
    assert "Retirez un filtre" in client.get(reverse(LISTE), {"recherche": "zzz"}).content.decode()


def test_la_liste_vide_mene_a_l_import(connecter: Connexion) -> None:
    assert reverse("structures:import_finess") in connecter("ADMINISTRATION").get(reverse(LISTE)).content.decode()


def test_les_exports_gardent_les_filtres(connecter: Connexion) -> None:
    EtablissementFactory(nom="=IME", categorie="183")
    EtablissementFactory(nom="SESSAD", categorie="182")
    client = connecter("ARS")
    texte = client.get(reverse("structures:etablissements_export", args=["csv"]), {"categorie": "183"}).content.decode(
        "utf-8-sig"
    )
    assert "'=IME;IME;Institut médico-éducatif" in texte
    assert "SESSAD" not in texte
    assert client.get(reverse("structures:etablissements_export", args=["xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("structures:etablissements_export", args=["exe"])).status_code == 404


def test_la_fiche_montre_l_histoire(connecter: Connexion, systeme: ActeurSysteme, dispositif: Dispositif) -> None:
    CommuneFactory(code="31555", nom="Toulouse", lon=1.43, lat=43.6)
    importer_finess(systeme, fichier_json(ege(), le="2026-01-10"), nom="janvier.json")
    importer_finess(systeme, fichier_json(ege(numero="8"), le="2026-02-10"), nom="février.json")
    etablissement = Etablissement.objects.get()
    dispositif.rattachements.create(etablissement=etablissement, debut=dt.date(2024, 1, 1))
    page = connecter("ARS").get(reverse("structures:etablissement", args=[etablissement.pk])).content.decode()
    for texte in ("Déménagement", "6 RUE DU LYCEE", "8 RUE DU LYCEE", "lu dans février.json", "DITEP Les Tilleuls"):
        assert texte in page
    assert connecter("ARS").get(reverse("structures:etablissement", args=[987_654])).status_code == 404


def test_une_position_se_confirme_ou_se_corrige(connecter: Connexion) -> None:
    douteux = EtablissementFactory(revue_motif="SCORE_FAIBLE", score_ban=0.5, lon=1.4, lat=43.6)
    sans = EtablissementFactory(revue_motif="SANS_POSITION")
    client = connecter("ADMINISTRATION")
    page = client.get(reverse("structures:positions_a_revoir")).content.decode()
    assert douteux.nom in page and sans.nom in page
    for valeurs, message in (
        ({}, "pas de position à confirmer"),
        ({"lon": "1,4"}, "Donnez les deux nombres"),
        ({"lon": "200", "lat": "3"}, "Longitude"),
    ):
        refus = client.post(reverse("structures:position", args=[sans.pk]), valeurs)
        assert (refus.status_code, message in refus.content.decode()) == (422, True)
    client.post(reverse("structures:position", args=[sans.pk]), {"lon": "1,45", "lat": "43,61"})
    client.post(reverse("structures:position", args=[douteux.pk]))
    sans.refresh_from_db()
    assert (sans.lon, sans.lat, sans.position_source) == (1.45, 43.61, "MANUELLE")
    assert "Aucune position n'attend" in client.get(reverse("structures:positions_a_revoir")).content.decode().replace(
        "&#x27;", "'"
    )
    assert connecter("ARS").get(reverse("structures:positions_a_revoir")).status_code == 403


@pytest.fixture
def _depots(settings: object, tmp_path: Path) -> Path:
    settings.DOSSIER_DONNEES = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "depots-finess"


def test_un_fichier_se_regarde_puis_s_applique(connecter: Connexion, _depots: Path) -> None:
    client = connecter("ADMINISTRATION")
    contenu = fichier_csv({}, {"nofinesset": "12"}).getvalue()
    apercu = client.post(
        reverse("structures:import_finess"),
        {"fichier": SimpleUploadedFile("finess.csv", contenu), "situation_le": "2026-05-20"},
        follow=True,
    )
    page = apercu.content.decode()
    assert "<strong>1</strong> créé<" in page
    assert "ligne 3" in page and "entre pas" in page
    assert not Etablissement.objects.exists()
    envoi = {"depot": apercu.context["depot"].cle}
    suite = client.post(reverse("structures:appliquer_finess"), envoi, follow=True).content.decode()
    assert "Le fichier est importé" in suite
    rapport = client.get(reverse("structures:rapport_finess", args=[LotFiness.objects.get().pk]))
    assert "Ce qui ne va pas" in rapport.content.decode("utf-8-sig")
    assert client.get(reverse("structures:rapport_finess", args=[0])).status_code == 404
    assert Etablissement.objects.get().finess == "310000001"
    assert LotFiness.objects.get().nom_fichier == "finess.csv"
    assert ChangementEtablissement.objects.get().date == dt.date(2026, 5, 20)
    assert not list(_depots.iterdir())
    assert client.post(reverse("structures:appliquer_finess"), envoi).status_code == 404
    assert client.post(reverse("structures:appliquer_finess"), {"depot": "../../x"}).status_code == 404


def connu(cle: str) -> depots.Depot:
    depot = depots.depot_connu(cle)
    assert depot is not None
    return depot


def test_un_gros_fichier_se_lit_et_s_ecrit_au_fond(
    connecter: Connexion, _depots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillage.structures.finess.depots.OCTETS_EN_DIRECT", 10)
    remis: list[str] = []
    monkeypatch.setattr("maillage.structures.taches.traiter_depot_finess", remis.append)
    client, octets = connecter("ADMINISTRATION"), fichier_csv({}).getvalue()
    fichier = SimpleUploadedFile("f.csv", octets)
    attente = client.post(reverse("structures:import_finess"), {"fichier": fichier}, follow=True)
    adresse = attente.redirect_chain[-1][0]
    assert "Lecture en cours" in attente.content.decode() and len(remis) == 1
    depots.lire(connu(remis[0]))
    assert client.get(adresse, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "<strong>1</strong> créé<" in client.get(adresse).content.decode()
    assert not Etablissement.objects.exists()
    client.post(reverse("structures:appliquer_finess"), {"depot": remis[0]})
    assert client.post(reverse("structures:appliquer_finess"), {"depot": remis[0]}).status_code == 404
    deposer = lambda: client.post(reverse("structures:import_finess"), {"fichier": SimpleUploadedFile("f.csv", octets)})  # noqa: E731
    deposer()
    assert len(remis) == 2, "il est en cours d'écriture"
    os.utime(_depots / f"{remis[0]}.json", (time.time() - 7200,) * 2)
    deposer()
    assert len(remis) == 3, "une écriture coupée se recommence"
    depots.lire(connu(remis[2]))
    client.post(reverse("structures:appliquer_finess"), {"depot": remis[0]})
    depots.appliquer(connu(remis[3]))
    assert "Fichier importé" in client.get(adresse).content.decode()
    assert Etablissement.objects.count() == 1
    assert connecter("PROFESSIONNEL").get(adresse).status_code == 403


def test_un_mauvais_fichier_se_dit_a_cote_du_champ(connecter: Connexion, _depots: Path) -> None:
    client = connecter("ADMINISTRATION")
    reponse = client.post(reverse("structures:import_finess"), {"fichier": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert reponse.status_code == 422
    assert "nofinesset" in reponse.content.decode()
    assert client.post(reverse("structures:import_finess"), {}).status_code == 422
    assert not _depots.exists()


def test_les_listes_ne_coutent_pas_plus_de_requetes_avec_plus_de_lignes(
    connecter: Connexion, django_assert_num_queries: Callable[..., object]
) -> None:
    client = connecter("ADMINISTRATION")

    def remplir(nombre: int) -> None:
        for _ in range(nombre):
            EtablissementFactory(
                commune=CommuneFactory(), organisme=OrganismeFactory(), categorie="182", revue_motif="SCORE_FAIBLE"
            )

    remplir(1)
    for nom in (LISTE, "structures:positions_a_revoir"):
        client.get(reverse(nom))
        with CaptureQueriesContext(connection) as une:
            client.get(reverse(nom))
        remplir(5)
        with django_assert_num_queries(len(une)):  # type: ignore[attr-defined]
            client.get(reverse(nom))
