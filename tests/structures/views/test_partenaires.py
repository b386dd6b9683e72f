"""The directory of partners: list, map, files out; a file in, reviewed before anything is written, undone in one gesture."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.structures.domain.partenaires import (
    LignePartenaire,
    PartenaireConnu,
    Rapprocheur,
    cellules_de_geojson,
    cellules_de_json,
)
from maillage.structures.models import EtiquettePartenaire, Partenaire
from tests.fabriques import CommuneFactory, DispositifFactory, HabilitationFactory, PartenaireFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
CSV = """Nom;Nature;Commune;Étiquettes;UAI
Judo club;Loisirs, sport, culture;Fabreville;sport, été;
Judo  Club;LOISIRS;Fabreville;;
Mauvais;Planète;Nulle part;;12
"""


@pytest.fixture
def dispositif(db: None) -> Any:
    CommuneFactory(code="34999", nom="Fabreville", departement="34", lon=3.5, lat=43.6)
    return DispositifFactory(code="garrigue", departement="34")


def _client(dispositif: Any, role: str = "DIRECTION") -> Client:
    client = Client()
    client.force_login(HabilitationFactory(role=role, dispositif=dispositif).utilisateur)
    return client


def _adresse(nom: str, *parts: Any) -> str:
    return reverse(f"structures:{nom}", args=["garrigue", *parts])


def _apercu(client: Client, contenu: bytes, nom: str = "partenaires.csv") -> Any:
    return client.post(_adresse("partenaires_importer"), {"fichier": SimpleUploadedFile(nom, contenu)})


def test_un_fichier_se_relit_ligne_par_ligne_puis_s_enregistre_et_s_annule(dispositif: Any) -> None:
    client = _client(dispositif)
    apercu = _apercu(client, CSV.encode())
    page = apercu.content.decode()
    assert apercu.status_code == 200
    assert "nature « Planète » inconnue" in page
    assert "commune « Nulle part » inconnue" in page
    assert "Le fichier le dit déjà à la ligne 2" in page
    assert not Partenaire.objects.exists()
    envoi = {"lignes": apercu.context["signees"], "ligne-2": "creer", "ligne-3": "ignorer", "ligne-4": "creer"}
    assert client.post(_adresse("partenaires_appliquer"), envoi).status_code == 302
    judo = Partenaire.objects.get()
    assert (judo.nom, judo.type, judo.commune_id) == ("Judo club", "LOISIRS", "34999")
    assert set(EtiquettePartenaire.objects.values_list("mot", flat=True)) == {"sport", "été"}
    client.post(_adresse("partenaires_defaire"))
    assert not dispositif.partenaires.exists()


def test_un_partenaire_deja_connu_est_propose_et_n_est_pas_ecrase(dispositif: Any) -> None:
    connu = PartenaireFactory(nom="Judo Club", type="LOISIRS", commune_id="34999", telephone="01 99 00 00 01")
    client = _client(dispositif)
    apercu = _apercu(client, CSV.encode())
    assert (
        "connu d&#x27;un autre dispositif" in apercu.content.decode() or "connu d'un autre" in apercu.content.decode()
    )
    envoi = {"lignes": apercu.context["signees"], "ligne-2": str(connu.pk)}
    client.post(_adresse("partenaires_appliquer"), envoi)
    assert list(dispositif.partenaires.values_list("pk", "telephone")) == [(connu.pk, "01 99 00 00 01")]
    autre = PartenaireFactory(nom="Tout autre chose")
    client.post(_adresse("partenaires_appliquer"), {**envoi, "ligne-2": str(autre.pk)})
    assert dispositif.partenaires.count() == 1
    client.post(_adresse("partenaires_appliquer"), {"lignes": "faux", "ligne-2": "creer"})
    assert Partenaire.objects.count() == 2


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [("x.csv", b"Ville;Rue\nA;B\n"), ("x.geojson", b'{"type": "Feature"}'), ("x.json", b"[1"), ("x.xlsx", b"PK nul")],
)
def test_un_fichier_qui_ne_se_lit_pas_est_refuse_avec_des_mots(dispositif: Any, nom: str, contenu: bytes) -> None:
    reponse = _apercu(_client(dispositif), contenu, nom)
    assert reponse.status_code == 422
    assert "fichier" in reponse.context["form"].errors


def test_l_export_se_reimporte_et_le_geojson_ne_dit_que_le_public(dispositif: Any) -> None:
    client = _client(dispositif)
    placee = PartenaireFactory(nom="École des Pins", type="ECOLE", commune_id="34999", courriel="a@exemple.test")
    dispositif.partenaires.add(placee)
    client.post(_adresse("partenaires_etiqueter", placee.pk), {"mots": "Confiance, PROCHE, proche"})
    assert sorted(EtiquettePartenaire.objects.values_list("mot", flat=True)) == ["confiance", "proche"]
    public = client.get(_adresse("partenaires_export", "geojson"))
    assert "a@exemple.test" not in public.content.decode()
    assert "confiance" not in public.content.decode()
    [point] = json.loads(public.content)["features"]
    assert point["geometry"]["coordinates"] == [3.5, 43.6]
    assert cellules_de_geojson(json.loads(public.content))[0]["nom"] == "École des Pins"
    classeur = client.get(_adresse("partenaires_export", "xlsx")).content
    assert openpyxl.load_workbook(io.BytesIO(classeur)).active["A2"].value == "École des Pins"
    relu = _apercu(client, classeur, "export.xlsx")
    [rapproche] = relu.context["rapproches"]
    assert (rapproche.certain, rapproche.propose) == (True, "ignorer")


def test_l_annuaire_se_filtre_en_autant_de_requetes(dispositif: Any) -> None:
    client, page = _client(dispositif), _adresse("partenaires")
    assert "L'annuaire est vide" in client.get(page).content.decode()
    dispositif.partenaires.add(PartenaireFactory(nom="Judo club", type="LOISIRS", commune_id="34999"))
    client.get(page)
    with CaptureQueriesContext(connection) as un:
        client.get(page)
    for rang in range(6):
        dispositif.partenaires.add(PartenaireFactory(nom=f"École {rang}", type="ECOLE", commune_id="34999"))
    with CaptureQueriesContext(connection) as sept:
        client.get(page)
    assert len(un) == len(sept)
    assert "Judo club" not in client.get(page + "?type=ECOLE").content.decode().partition("<table")[2]


def test_qui_ne_voit_pas_les_structures_d_ici_n_importe_rien(dispositif: Any) -> None:
    client = _client(dispositif, "PROFESSIONNEL")
    assert client.get(_adresse("partenaires")).status_code == 200
    assert _apercu(client, CSV.encode()).status_code == 403
    ailleurs = _client(DispositifFactory(code="ailleurs"))
    assert ailleurs.get(_adresse("partenaires")).status_code == 404


def test_un_nom_proche_dans_la_meme_commune_se_propose_ailleurs_non() -> None:
    ligne = LignePartenaire(1, "Centre de loisirs Les Genets", commune="34999")
    ici = PartenaireConnu(1, "Centre de loisirs des Genêts", "LOISIRS", "", "34999")
    loin = PartenaireConnu(2, "Centre de loisirs Les Genets", "LOISIRS", "", "30001")
    [rapproche] = Rapprocheur([ici, loin]).rapprocher([ligne])
    assert [connu.pk for connu in rapproche.proches] == [1]
    assert not rapproche.certain


def test_une_carte_umap_et_une_liste_gogocarto_se_lisent_comme_un_tableau() -> None:
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3.5, 43.6]},
        "properties": {"name": "Judo"},
    }
    couche = {"type": "FeatureCollection", "features": [point], "_umap_options": {"name": "Sport"}}
    assert cellules_de_json({"type": "umap", "layers": [couche]}) == [
        {"nom": "Judo", "lon": "3.5", "lat": "43.6", "etiquettes": "Sport"}
    ]
    element = {
        "name": "Judo",
        "geo": {"latitude": 43.6, "longitude": 3.5},
        "address": {"streetAddress": "1 rue", "addressLocality": "Fabreville"},
        "categories": ["Sport", "Été"],
    }
    lue = cellules_de_json({"ontology": "gogofull", "data": [element]})[0]
    assert (lue["commune"], lue["lat"], lue["etiquettes"]) == ("Fabreville", "43.6", "Sport, Été")
