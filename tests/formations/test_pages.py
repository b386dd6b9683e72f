"""The pages: who opens what, forms and their refusals, exports, the public answer, constant queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.formations import services
from maillage.formations.models import BesoinFormation, EvaluationDistance, Formateur, Formation, SessionFormation
from tests.formations.conftest import SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
Entrer = Callable[[Any], Any]


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"formations:{nom}", args=arguments)


def test_la_mission_tient_le_catalogue(scene: Scene, entrer: Entrer) -> None:
    client = entrer(scene.alix)
    client.post(url("nouveau_formateur"), {"nom": "Une formatrice", "courriel": "pas une adresse"})
    assert not Formateur.objects.exists()
    client.post(url("nouveau_formateur"), {"nom": "Une formatrice", "organisme": "Organisme inventé"})
    formatrice = Formateur.objects.get()
    champs = {"titre": "Coordonner", "thematique": "COORDINATION", "objectifs": "Dire", "heures": "0"}
    assert client.post(url("nouvelle_formation"), champs).status_code == 422
    champs |= {"heures": "12.5", "formateurs": [formatrice.pk]}
    assert client.post(url("nouvelle_formation"), champs).status_code == 302
    formation = Formation.objects.get()
    page = client.get(url("formation", formation.identifiant)).content.decode()
    assert "Une formatrice" in page
    modifier = url("geste_formation", formation.identifiant, "modifier")
    assert "Quelqu&#x27;un d&#x27;autre" in client.post(modifier, {**champs, "version": "0"}).content.decode()
    assert client.post(modifier, {**champs, "version": "1"}).status_code == 302
    assert client.post(url("geste_formation", formation.identifiant, "retirer")).status_code == 302
    assert "Coordonner" in client.get(url("catalogue") + "?etat=RETIREES").content.decode()
    assert client.post(url("geste_formateur", formatrice.identifiant, "retirer")).status_code == 302
    assert "Remettre" in client.get(url("formateurs") + "?retires=on").content.decode()


def test_la_direction_dit_un_besoin_et_ne_conduit_rien(scene: Scene, entrer: Entrer) -> None:
    formation = scene.formation()
    session = scene.session(formation)
    client = entrer(scene.directrice)
    assert (
        formation.identifiant
        in client.get(f"{url('nouveau_besoin')}?formation={formation.identifiant}").content.decode()
    )
    champs = {"dispositif": "ditep-a", "thematique": "FAMILLES", "metier": "EDUCATEUR", "nombre": "0", "priorite": "1"}
    assert client.post(url("nouveau_besoin"), champs).status_code == 422
    assert client.post(url("nouveau_besoin"), {**champs, "nombre": "4"}).status_code == 302
    besoin = BesoinFormation.objects.get()
    assert client.post(url("geste_besoin", besoin.identifiant, "ecarter"), {"motif": "x"}).status_code == 403
    assert client.get(url("session", session.identifiant)).status_code == 404
    for nom in ("regroupement", "formateurs", "nouvelle_session", "nouvelle_formation"):
        assert client.get(url(nom)).status_code == 403
    client = entrer(scene.voisine)
    assert client.get(url("geste_besoin", besoin.identifiant, "modifier")).status_code == 404
    assert "Co-construction" not in client.get(url("exporter_besoins", "csv")).content.decode()


def test_la_mission_ouvre_une_session_avec_les_besoins_et_note_les_accords(scene: Scene, entrer: Entrer) -> None:
    formation, besoin = scene.formation(), scene.besoin()
    client = entrer(scene.alix)
    assert (
        "DITEP inventé" in client.get(f"{url('nouvelle_session')}?formation={formation.identifiant}").content.decode()
    )
    champs = {
        "formation": formation.identifiant,
        "titre": "Printemps",
        "lieu": "Salle",
        "besoins": [besoin.pk],
        "jour_1": "2026-03-10",
        "debut_1": "17:00",
        "fin_1": "09:00",
        "jour_2": "2026-03-11",
    }
    refusee = client.post(url("nouvelle_session"), champs)
    assert "Il faut le jour" in refusee.content.decode()
    del champs["jour_2"]
    assert "fin précède" in client.post(url("nouvelle_session"), champs).content.decode()
    assert client.post(url("nouvelle_session"), {**champs, "debut_1": "09:00", "fin_1": "17:00"}).status_code == 302
    session = SessionFormation.objects.get()
    inscrites = scene.venir(session, 5)
    page = client.get(url("session", session.identifiant)).content.decode()
    assert "Camille P0" in page
    accords = url("geste_session", session.identifiant, "accords")
    assert client.post(accords, {"accords": [inscrites[0].pk, inscrites[1].pk]}).status_code == 302
    assert session.accords.count() == 2
    for geste in ("formateurs", "besoins", "evaluer"):
        assert client.get(url("geste_session", session.identifiant, geste)).status_code == 200
    assert client.post(url("geste_session", session.identifiant, "evaluer")).status_code == 422
    assert b"P0" in client.get(url("exporter_presences", session.identifiant, "csv")).content
    client = entrer(scene.voisine)
    assert "Camille P0" not in client.get(url("session", session.identifiant)).content.decode()
    assert client.get(url("exporter_presences", session.identifiant, "csv")).status_code == 403


def test_la_reponse_publique_est_neutre_et_ne_sert_qu_une_fois(scene: Scene, client: Client) -> None:
    session = scene.session()
    [une] = scene.venir(session, 1)
    services.noter_accords(SYSTEME, session, inscriptions=[une.pk])
    jeton = services.jeton_de(session.accords.get())
    for faux in ("x", jeton[:-1] + "0z", "ABCDEF.1234"):
        assert client.get(url("avis", faux)).status_code == 404
    page = client.get(url("avis", jeton) + "?note=4")
    assert 'value="4"' in page.content.decode()
    assert "Camille" not in page.content.decode()
    assert client.post(url("avis", jeton), {"note": "9"}).status_code == 422
    assert not EvaluationDistance.objects.exists()
    assert client.post(url("avis", jeton), {"note": "4", "texte": "Utile"}).status_code == 302
    assert client.get(url("merci")).status_code == 200
    assert client.get(url("avis", jeton)).status_code == 404
    assert EvaluationDistance.objects.get().note == 4


def test_les_listes_s_exportent_et_ignorent_un_filtre_faux(scene: Scene, entrer: Entrer) -> None:
    scene.besoin()
    scene.venir(scene.session(), 6)
    client = entrer(scene.alix)
    for nom in ("catalogue", "formateurs", "besoins", "sessions"):
        assert client.get(url(nom) + "?etat=RIEN&tri=x&page=99&du=hier&recherche=coord").status_code == 200
        for extension in ("csv", "xlsx", "ods"):
            assert client.get(url(f"exporter_{nom}", extension)).status_code == 200
        assert client.get(url(f"exporter_{nom}", "exe")).status_code == 404
    page = client.get(url("chiffres")).content.decode()
    assert "Le département le plus présent : 31 Haute-Garonne, 6 personnes." in page
    assert "rien n'est montré" in page
    for extension in ("pdf", "docx", "csv"):
        assert client.get(url("exporter_chiffres", extension)).status_code == 200


def test_les_listes_ne_font_pas_une_requete_par_ligne(scene: Scene, entrer: Entrer) -> None:
    client = entrer(scene.alix)
    noms = ("catalogue", "formateurs", "besoins", "regroupement", "sessions", "chiffres")

    def ajouter() -> None:
        formation = scene.formation()
        services.ecrire_formateur(SYSTEME, None, {"nom": "Une formatrice"})
        scene.besoin(formation=formation)
        scene.venir(scene.session(formation), 1)

    def compter() -> list[int]:
        comptes = []
        for nom in noms:
            with CaptureQueriesContext(connection) as requetes:
                assert client.get(url(nom)).status_code == 200
            comptes.append(len(requetes))
        return comptes

    ajouter()
    compter()
    avec_une = compter()
    for _ in range(5):
        ajouter()
    assert compter() == avec_une
