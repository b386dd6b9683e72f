"""The directory of partners: list, map, files out; a file in, reviewed before anything is written, undone in one gesture."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.socle.acteur import ActeurSysteme
from maillage.structures import taches
from maillage.structures.domain.partenaires import (
    LignePartenaire,
    PartenaireConnu,
    Rapprocheur,
    cellules_de_geojson,
    cellules_de_json,
)
from maillage.structures.models import EtiquettePartenaire, LotPartenaires, Partenaire
from maillage.structures.selectors.partenaires import partenaires_connus
from maillage.structures.services.partenaires import etiqueter_partenaire
from maillage.structures.views import partenaires_lots
from tests.fabriques import (
    CommuneFactory,
    DispositifFactory,
    HabilitationFactory,
    PartenaireFactory,
)

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
    return client.post(_adresse("partenaires_importer"), {"fichier": SimpleUploadedFile(nom, contenu)}, follow=True)


def test_un_fichier_se_relit_ligne_par_ligne_puis_s_enregistre_et_s_annule(dispositif: Any) -> None:
    client = _client(dispositif)
    page = _apercu(client, CSV.encode()).content.decode()
    assert "nature « Planète » inconnue" in page
    assert "commune « Nulle part » inconnue" in page
    assert "Le fichier le dit déjà à la ligne 2" in page
    assert not Partenaire.objects.exists()
    lot = LotPartenaires.objects.get()
    assert "Mauvais" in client.get(_adresse("partenaires_fautes", lot.pk, "csv")).content.decode()
    faux = {"ligne-4": "creer", "ecrire": "oui"}
    assert (
        "n&#x27;est pas proposé"
        in client.post(_adresse("partenaires_relire", lot.pk), faux, follow=True).content.decode()
    )
    client.post(_adresse("partenaires_relire", lot.pk), {"ligne-2": "creer", "ligne-3": "ignorer", "ecrire": "oui"})
    judo = Partenaire.objects.get()
    assert (judo.nom, judo.type, judo.commune_id) == ("Judo club", "LOISIRS", "34999")
    assert set(EtiquettePartenaire.objects.values_list("mot", flat=True)) == {"sport", "été"}
    lot.refresh_from_db()
    assert (lot.etat, lot.cellules, lot.lignes) == ("APPLIQUE", [], [])
    client.post(_adresse("partenaires_relire", lot.pk), {"ecrire": "oui"})
    assert Partenaire.objects.count() == 1
    assert "Annuler cet import" in client.get(_adresse("partenaires_lot", lot.pk)).content.decode()
    client.post(_adresse("partenaires_defaire", lot.pk))
    assert not Partenaire.objects.exists()


def test_un_partenaire_deja_connu_est_propose_et_n_est_pas_ecrase(dispositif: Any) -> None:
    connu = PartenaireFactory(nom="Judo Club", type="LOISIRS", commune_id="34999", telephone="01 99 00 00 01")
    client = _client(dispositif)
    assert "connu d'un autre dispositif" in _apercu(client, CSV.encode()).content.decode()
    autre, lot = PartenaireFactory(nom="Tout autre chose"), LotPartenaires.objects.get()
    for choisi in (autre, connu):
        client.post(_adresse("partenaires_relire", lot.pk), {"ligne-2": str(choisi.pk), "ecrire": "oui"})
    assert list(dispositif.partenaires.values_list("pk", "telephone")) == [(connu.pk, "01 99 00 00 01")]
    ailleurs = _client(DispositifFactory(code="ailleurs"))
    assert ailleurs.get(reverse("structures:partenaires_lot", args=["ailleurs", lot.pk])).status_code == 404


def test_un_long_fichier_se_relit_au_fond_par_pages_et_un_doute_reste_dehors(
    dispositif: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taches, "LIGNES_EN_DIRECT", 10)
    monkeypatch.setattr(partenaires_lots, "PAR_PAGE", 20)
    PartenaireFactory(nom="Club de voile", commune_id="34999")
    lignes = [f"Association numéro {rang:03};Fabreville;;" for rang in range(40)]
    texte = ["Nom;Commune;Lat;Lon", *lignes, "Club de voiles;Fabreville;;", "Loin;Fabreville;3,5;43,6"]
    client = _client(dispositif)
    attente = _apercu(client, "\n".join(texte).encode())
    assert "Lecture en cours : 0 %" in attente.content.decode()
    lot = LotPartenaires.objects.get()
    monkeypatch.setattr(taches, "traiter_lot_partenaires", taches.traiter_lot_partenaires.call_local)
    taches.traiter_lot_partenaires(lot.pk, "essais")
    assert client.get(_adresse("partenaires_avancement", lot.pk))["HX-Refresh"] == "true"
    page = client.get(_adresse("partenaires_lot", lot.pk))
    lot.refresh_from_db()
    assert lot.comptes == {"nouveaux": 40, "decider": 1, "fautes": 1}
    assert [un.ligne.nom for un, *_ in page.context["lignes"]] == ["Club de voiles"]
    assert "« 43,6 ; 3,5 »" in client.get(_adresse("partenaires_lot", lot.pk) + "?montre=fautes").content.decode()
    client.post(_adresse("partenaires_echanger", lot.pk))
    gardes = client.post(_adresse("partenaires_relire", lot.pk), {"ligne-2": "ignorer", "suite": "montre=tout&page=2"})
    assert gardes["Location"].endswith("?montre=tout&page=2")
    client.post(_adresse("partenaires_relire", lot.pk), {"ecrire": "oui"})
    noms = set(dispositif.partenaires.values_list("nom", flat=True))
    assert len(noms) == 40
    assert "Club de voiles" not in noms and "Association numéro 000" not in noms
    assert (dispositif.partenaires.get(nom="Loin").lon, dispositif.partenaires.get(nom="Loin").lat) == (3.5, 43.6)


def test_deux_doublons_se_reunissent_avec_ce_qui_les_nomme_et_se_separent(dispositif: Any) -> None:
    garde, doublon = (PartenaireFactory(nom=nom, commune_id="34999") for nom in ("Judo club", "Judo clubs"))
    doublon.telephone = "01 99 00 00 01"
    doublon.save()
    for un in (garde, doublon):
        dispositif.partenaires.add(un)
        etiqueter_partenaire(ActeurSysteme("essais"), dispositif, un, mots=("sport", un.nom.lower()))
    DispositifFactory(code="ailleurs").partenaires.add(doublon)
    action = apps.get_model("appui_ressource", "ActionAppui").objects.create(
        dispositif=dispositif, partenaire=doublon, type="CONSEIL", jour=timezone.localdate()
    )
    client, page = _client(dispositif), _adresse("partenaires_doublons")
    [paire] = client.get(page).context["paires"]
    assert {paire.un.pk, paire.autre.pk} == {garde.pk, doublon.pk}
    client.post(page, {"garde": garde.pk, "doublon": doublon.pk})
    assert list(dispositif.partenaires.values_list("pk", "telephone")) == [(garde.pk, "01 99 00 00 01")]
    assert {un.mot for un in garde.etiquettes.all()} == {"sport", "judo club", "judo clubs"}
    action.refresh_from_db()
    assert action.partenaire_id == garde.pk
    assert doublon.dispositifs.count() == 1
    connus = {connu.nom: (connu.pk, connu.ici) for connu in partenaires_connus(dispositif)}
    assert connus == {"Judo club": (garde.pk, True), "Judo clubs": (garde.pk, True)}
    [fusion] = client.get(page).context["fusions"]
    for _ in range(2):
        client.post(_adresse("partenaires_separer", fusion.pk))
    assert set(dispositif.partenaires.values_list("nom", "telephone")) == {
        ("Judo club", ""),
        ("Judo clubs", "01 99 00 00 01"),
    }
    action.refresh_from_db()
    assert action.partenaire_id == doublon.pk
    assert {un.mot for un in doublon.etiquettes.all()} == {"sport", "judo clubs"}
    assert client.post(page, {"garde": garde.pk, "doublon": garde.pk}).status_code == 422


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
    carte = json.loads(client.get(_adresse("partenaires_export", "umap")).content)
    assert [couche["_umap_options"]["name"] for couche in carte["layers"]] == ["École"]
    assert cellules_de_json(carte)[0] | {"type": "École", "etiquettes": "École"} == cellules_de_json(carte)[0]
    classeur = client.get(_adresse("partenaires_export", "xlsx")).content
    assert openpyxl.load_workbook(io.BytesIO(classeur)).active["A2"].value == "École des Pins"
    relu = _apercu(client, classeur, "export.xlsx")
    [(rapproche, *_)] = relu.context["lignes"]
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
