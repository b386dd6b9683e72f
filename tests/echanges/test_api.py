"""The API: same rights as the pages, narrowed by a token; its description is attacked by schemathesis."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from maillage.agenda.models import Evenement
from maillage.comptes.models import Utilisateur
from maillage.config.droits import DROITS
from maillage.config.wsgi import application
from maillage.echanges.models import JetonApi
from maillage.echanges.selectors import empreinte_du_jeton
from maillage.socle.models import Trace
from tests.activite.scene import Scene, semaine_comptee
from tests.conftest import RACINE
from tests.fabriques import DispositifFactory, HabilitationFactory

pytestmark = pytest.mark.django_db
TOUT = [
    "structures:LECTURE",
    "parcours:LECTURE",
    "dossiers:LECTURE",
    "agenda:ECRITURE",
    "activite:LECTURE",
    "retours:LECTURE",
]
SECRET = "mlg_essai"


@pytest.fixture
def scene() -> Scene:
    return semaine_comptee()


@pytest.fixture
def direction(scene: Scene) -> Utilisateur:
    utilisateur: Utilisateur = HabilitationFactory(role="DIRECTION", dispositif=scene.dispositif).utilisateur
    return utilisateur


def jeton(utilisateur: Utilisateur, portee: list[str] = TOUT, *, jours: int = 30, secret: str = SECRET) -> Client:
    JetonApi.objects.create(
        empreinte=empreinte_du_jeton(secret),
        utilisateur=utilisateur,
        nom="essai",
        portee=portee,
        expire_le=timezone.localdate() + dt.timedelta(days=jours),
    )
    return Client(headers={"Authorization": f"Bearer {secret}"})


def adresse(nom: str, *parties: str) -> str:
    return reverse(f"api:{nom}", args=parties)


def corps(scene: Scene, **autres: Any) -> dict[str, Any]:
    return {
        "debut": "2024-03-11T09:00:00+01:00",
        "fin": "2024-03-11T10:00:00+01:00",
        "categorie": "DIRECT_JEUNE",
        "titre": "Atelier",
        "jeunes": [scene.jeunes[0].identifiant],
        "professionnels": [scene.professionnel.identifiant],
        **autres,
    }


def test_sans_jeton_ou_avec_un_jeton_faux_rien_ne_se_lit(client: Client, direction: Utilisateur) -> None:
    client.force_login(direction)
    for entetes in ({}, {"Authorization": "Bearer mlg_faux"}, {"Authorization": f"Basic {SECRET}"}):
        reponse = client.get(adresse("lister_dispositifs"), headers=entetes)
        assert (reponse.status_code, reponse["WWW-Authenticate"]) == (401, "Bearer")
        assert "Jeton" in reponse.json()["message"]


def test_un_jeton_expire_ou_revoque_ne_sert_plus(direction: Utilisateur) -> None:
    assert jeton(direction, jours=-1, secret="a").get(adresse("lister_dispositifs")).status_code == 401
    appel = jeton(direction, secret="b")
    assert appel.get(adresse("lister_dispositifs")).status_code == 200
    JetonApi.objects.update(revoque_le=timezone.now())
    assert appel.get(adresse("lister_dispositifs")).status_code == 401


def test_la_portee_borne_le_role(scene: Scene, direction: Utilisateur) -> None:
    appel = jeton(direction, ["structures:LECTURE", "agenda:LECTURE"])
    code = scene.dispositif.code
    assert appel.get(adresse("activite", code, "2024-T1")).status_code == 403
    ecrire = appel.post(adresse("evenements", code), corps(scene), content_type="application/json")
    assert ecrire.status_code == 403
    assert "message" in ecrire.json()
    assert Evenement.objects.filter(titre="Atelier").count() == 0


def test_le_role_borne_la_portee(scene: Scene) -> None:
    ars = HabilitationFactory(role="ARS", dispositif=None, organisme=None).utilisateur
    assert jeton(ars).get(adresse("lister_jeunes", scene.dispositif.code)).status_code == 403


def test_un_autre_dispositif_n_existe_pas(direction: Utilisateur) -> None:
    assert jeton(direction).get(adresse("lister_jeunes", DispositifFactory().code)).status_code == 404


def test_un_evenement_s_ecrit_se_lit_se_modifie_et_s_annule(scene: Scene, direction: Utilisateur) -> None:
    appel, code = jeton(direction), scene.dispositif.code
    ecrit = appel.post(adresse("evenements", code), corps(scene), content_type="application/json")
    assert ecrit.status_code == 201, ecrit.content
    lu = appel.get(adresse("evenement", code, ecrit.json()["identifiant"])).json()
    assert lu["debut"] == "2024-03-11T09:00:00+01:00"
    assert lu["jeunes"] == [scene.jeunes[0].identifiant]
    change = corps(scene, titre="Atelier cuisine", version=lu["version"])
    assert (
        appel.put(adresse("evenement", code, lu["identifiant"]), change, content_type="application/json").status_code
        == 200
    )
    conflit = appel.put(adresse("evenement", code, lu["identifiant"]), change, content_type="application/json")
    assert (conflit.status_code, conflit.json()["version"]) == (409, lu["version"] + 1)
    retire = appel.delete(adresse("evenement", code, lu["identifiant"]) + f"?version={lu['version'] + 1}")
    assert retire.json()["statut"] == "ANNULE"
    assert Trace.objects.filter(acte="agenda.creer_evenement", acteur_libelle__endswith="par un jeton").exists()


@pytest.mark.une_base
def test_une_presence_se_dit_se_corrige_et_un_evenement_se_confirme(scene: Scene, direction: Utilisateur) -> None:
    appel, code = jeton(direction), scene.dispositif.code
    ecrit = appel.post(adresse("evenements", code), corps(scene), content_type="application/json").json()
    jeune = scene.jeunes[0].identifiant
    chemin = adresse("presence", code, ecrit["identifiant"], jeune)
    absent = {"presence": "ABSENT", "motif": "MALADIE", "preavis_h": 26, "version": ecrit["version"]}
    dite = appel.put(chemin, absent, content_type="application/json")
    assert dite.status_code == 200, dite.content
    assert dite.json()["presences"] == [
        {"jeune": jeune, "presence": "ABSENT", "absent": True, "motif": "Maladie", "preavis_h": 26.0}
    ]
    conflit = appel.put(chemin, absent, content_type="application/json")
    assert (conflit.status_code, conflit.json()["version"]) == (409, dite.json()["version"])
    exception = {"jeune": jeune, "presence": "PRESENT"}
    confirme = {"version": dite.json()["version"], "exceptions": [exception]}
    confirmation = adresse("confirmation", code, ecrit["identifiant"])
    inconnu = appel.post(
        confirmation, {**confirme, "exceptions": [{**exception, "jeune": "X"}]}, content_type="application/json"
    )
    assert (inconnu.status_code, inconnu.json()["champ"]) == (400, "exceptions")
    lu = appel.post(confirmation, confirme, content_type="application/json").json()
    assert (lu["statut"], lu["presences"][0]["presence"]) == ("REALISE", "PRESENT")
    assert lu == appel.get(adresse("presences", code, ecrit["identifiant"])).json()
    mauvaise = appel.put(chemin, {"presence": "PEUT-ETRE", "version": 1}, content_type="application/json")
    assert (mauvaise.status_code, mauvaise.json()["champ"]) == (422, "presence")


@pytest.mark.une_base
def test_une_absence_se_declare_se_lit_se_modifie_et_se_retire(scene: Scene, direction: Utilisateur) -> None:
    appel, code = jeton(direction), scene.dispositif.code
    saisie = {"jeune": scene.jeunes[0].identifiant, "debut": "2024-03-05T08:00:00+01:00", "motif": "VACANCES"}
    declaree = appel.post(adresse("absences", code), saisie, content_type="application/json")
    assert (declaree.status_code, declaree.json()["fin"]) == (201, None)
    numero, version = declaree.json()["numero"], declaree.json()["version"]
    fenetre = {"debut": "2024-03-08", "fin": "2024-03-08"}
    assert appel.get(adresse("absences", code), fenetre).json()["total"] == 1
    chemin = adresse("absence", code, str(numero))
    change = {**saisie, "fin": "2024-03-06T08:00:00+01:00", "version": version}
    assert appel.put(chemin, change, content_type="application/json").json()["version"] == version + 1
    assert appel.get(adresse("absences", code), fenetre).json()["total"] == 0
    conflit = appel.put(chemin, change, content_type="application/json")
    assert (conflit.status_code, conflit.json()["version"]) == (409, version + 1)
    for fautif, champ in (({**saisie, "jeune": "X"}, "jeune"), ({**saisie, "fin": saisie["debut"]}, "fin")):
        refus = appel.post(adresse("absences", code), fautif, content_type="application/json")
        assert (refus.status_code, refus.json()["champ"]) == (400, champ)
    assert jeton(direction, ["agenda:LECTURE"], secret="l").delete(f"{chemin}?version=2").status_code == 403
    assert appel.delete(f"{chemin}?version={version + 1}").status_code == 204
    assert appel.delete(f"{chemin}?version={version + 1}").status_code == 404


@pytest.mark.parametrize(
    ("faute", "champ"),
    [
        ({"fin": "2024-03-11T08:00:00+01:00"}, "fin"),
        ({"debut": "2024-03-11T09:00:00"}, "debut"),
        ({"jeunes": ["INCONNU"]}, "jeunes"),
    ],
)
def test_une_mauvaise_saisie_dit_le_champ(
    scene: Scene, direction: Utilisateur, faute: dict[str, Any], champ: str
) -> None:
    reponse = jeton(direction).post(
        adresse("evenements", scene.dispositif.code), corps(scene, **faute), content_type="application/json"
    )
    assert (reponse.status_code, reponse.json()["champ"]) == (400, champ)


@pytest.mark.parametrize(
    "periode", [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31"), ("2024-03-02", "2024-03-01")]
)
def test_une_periode_hors_de_l_agenda_est_refusee(
    scene: Scene, direction: Utilisateur, periode: tuple[str, str]
) -> None:
    reponse = jeton(direction).get(
        adresse("evenements", scene.dispositif.code), {"debut": periode[0], "fin": periode[1]}
    )
    assert (reponse.status_code, reponse.json()["champ"]) == (400, "debut")


def test_les_chiffres_sont_ceux_des_pages(scene: Scene, direction: Utilisateur) -> None:
    lu = jeton(direction).get(adresse("activite", scene.dispositif.code, "2024-T1")).json()
    assert lu["mesures"]["journees"]


def test_une_page_a_autant_de_requetes_avec_une_ligne_et_cinq(scene: Scene, direction: Utilisateur) -> None:
    appel, chemin = jeton(direction), adresse("evenements", scene.dispositif.code)
    appel.get(chemin, {"debut": "2024-03-04", "fin": "2024-03-04"})
    comptes = []
    for fin, nombre in (("2024-03-04", 1), ("2024-03-08", 5)):
        with CaptureQueriesContext(connection) as vues:
            assert len(appel.get(chemin, {"debut": "2024-03-04", "fin": fin}).json()["evenements"]) == nombre
        comptes.append(len(vues))
    assert comptes[0] == comptes[1]


def test_trop_d_appels_attendent(direction: Utilisateur, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.echanges.api.middleware.APPELS_PAR_HEURE", 2)
    appel = jeton(direction)
    assert [appel.get(adresse("lister_dispositifs")).status_code for _ in range(3)] == [200, 200, 429]


def test_chaque_operation_a_sa_ligne_dans_la_matrice() -> None:
    noms = {nom for nom in get_resolver().namespace_dict["api"][1].reverse_dict if isinstance(nom, str)}
    assert {f"api:{nom}" for nom in noms} <= DROITS.keys()


def test_le_compte_cree_son_jeton_le_voit_une_fois_et_le_revoque(client: Client, direction: Utilisateur) -> None:
    client.force_login(direction)
    page = client.post(reverse("echanges:jetons"), {"nom": "Planning", "portee": ["agenda:LECTURE"], "jours": "30"})
    [secret] = re.findall(r"mlg_[\w-]+", page.content.decode())
    assert secret not in client.get(reverse("echanges:jetons")).content.decode()
    appel = Client(headers={"Authorization": f"Bearer {secret}"})
    [cree] = JetonApi.objects.all()
    assert appel.get(adresse("lister_dispositifs")).status_code == 403
    client.post(reverse("echanges:revoquer_jeton", args=[cree.identifiant]))
    assert appel.get(adresse("lister_dispositifs")).status_code == 401


def test_un_jeton_ne_peut_pas_plus_que_son_compte(client: Client, direction: Utilisateur) -> None:
    client.force_login(HabilitationFactory(role="PROFESSIONNEL").utilisateur)
    page = client.post(reverse("echanges:jetons"), {"nom": "x", "portee": ["retours:ECRITURE"], "jours": "30"})
    assert page.status_code == 422
    assert JetonApi.objects.count() == 0


def test_les_exemples_de_la_documentation_marchent(scene: Scene, direction: Utilisateur) -> None:
    texte = (RACINE / "docs/echanges/api.md").read_text("utf-8")
    exemples = re.findall(r"^(GET|POST) (/api/v1/\S+)(?:\n(\{.*?\}))?$", texte, re.MULTILINE | re.DOTALL)
    assert len(exemples) >= 8
    appel = jeton(direction)
    for methode, chemin, donnees in exemples:
        chemin = chemin.replace("ditep-valcandine", scene.dispositif.code)
        chemin = chemin.replace("7K3M9QXW2ABC", scene.jeunes[0].identifiant)
        donnees = donnees.replace("7K3M9QXW2ABC", scene.jeunes[0].identifiant)
        reponse = (
            appel.get(chemin) if methode == "GET" else appel.post(chemin, donnees, content_type="application/json")
        )
        assert reponse.status_code in (200, 201), (chemin, reponse.content)


@pytest.mark.une_base
def test_la_description_resiste_a_schemathesis(
    scene: Scene, direction: Utilisateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every operation, with values drawn from the description: no error of the server, and every answer is one that was announced."""
    monkeypatch.setattr("maillage.echanges.api.middleware.APPELS_PAR_HEURE", 10**9)
    jeton(direction)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    joues = 0
    for resultat in schema.get_all_operations():
        operation = resultat.ok()

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def attaquer(case: Any) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {SECRET}"}
            if case.path_parameters and "dispositif" in case.path_parameters:
                case.path_parameters["dispositif"] = scene.dispositif.code
            case.call_and_validate(
                checks=[content_type_conformance, response_schema_conformance, status_code_conformance]
            )

        given(case=operation.as_strategy())(attaquer)()
        joues += 1
    assert joues >= 8
    assert json.loads(json.dumps(schema.raw_schema))["info"]["title"] == "Maillage"
