"""The pages: who opens what, forms and their refusals, exports, constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.soutien import services
from maillage.soutien.models import DemandeSoutien, PriseEnCharge, Recommandation, SituationAnalysee, VisiteSoutien
from tests.soutien.conftest import JOUR, SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
Entrer = Callable[[Any], Any]


def url(nom: str, *arguments: Any) -> str:
    return reverse(f"soutien:{nom}", args=arguments)


def remplir(scene: Scene) -> DemandeSoutien:
    demande = scene.qualifiee()
    services.etablir_plan(SYSTEME, demande, objectif="Dire qui fait quoi", revoir_le=None)
    services.recommander(SYSTEME, demande, texte="Nommer un coordonnateur")
    services.noter_suivi(SYSTEME, demande, texte="Note privée de la mission", relancer_le=None)
    visite = scene.visite(demande=demande)
    champs = {"compte_rendu": "Vu l'équipe.", "participants": 6, "duree_minutes": 90, "km": None}
    services.tenir_visite(SYSTEME, visite, champs)
    situation = {"titre": "Retour au collège", "contexte": "Un jeune de 12 ans.", "questions": "", "pistes": ""}
    services.ecrire_situation(
        SYSTEME,
        None,
        {**situation, "dispositif": scene.dispositif, "demande": demande, "le": JOUR, "participants": None},
    )
    return demande


def test_chaque_dispositif_ne_voit_que_le_sien(scene: Scene, entrer: Entrer) -> None:
    demande = remplir(scene)
    pages = [
        url("demande", demande.identifiant),
        url("recommandation", Recommandation.objects.get().identifiant),
        url("visite", VisiteSoutien.objects.get().identifiant),
        url("situation", SituationAnalysee.objects.get().identifiant),
        url("historique", "ditep-a"),
        url("exporter_historique", "ditep-a", "csv"),
    ]
    client = entrer(scene.directrice)
    assert [client.get(page).status_code for page in pages] == [200] * 6
    assert "Note privée" not in client.get(pages[0]).content.decode()
    assert "Note privée" not in client.get(pages[4]).content.decode()
    client = entrer(scene.voisine)
    assert [client.get(page).status_code for page in pages] == [404] * 6
    listes = ("demandes", "recommandations", "visites", "situations")
    for nom in listes:
        assert "Coordination de parcours" not in client.get(url(nom)).content.decode()
        assert "inventé" not in client.get(url(f"exporter_{nom}", "csv")).content.decode()
    assert client.get(url("geste_demande", demande.identifiant, "clore")).status_code in {403, 404}
    assert client.get(url("chiffres")).status_code == 403
    client = entrer(scene.alix)
    assert [client.get(page).status_code for page in pages] == [200] * 6
    assert "Note privée" in client.get(pages[0]).content.decode()


def test_la_direction_demande_et_la_mission_qualifie(scene: Scene, entrer: Entrer) -> None:
    client = entrer(scene.directrice)
    champs = {"lieu": "ditep-a", "objet": "Appui", "besoin": "Kylian Martin va mal", "demandeur": "Une cheffe"}
    refusee = client.post(url("nouvelle_demande"), champs)
    assert refusee.status_code == 422
    assert "Cela ressemble à un nom" in refusee.content.decode()
    assert "sans_nom" in refusee.content.decode()
    assert client.post(url("nouvelle_demande"), {**champs, "lieu": "dime-b", "besoin": ""}).status_code == 422
    assert client.post(url("nouvelle_demande"), {**champs, "besoin": "Une équipe fatiguée"}).status_code == 302
    demande = DemandeSoutien.objects.get()
    assert (demande.canal, demande.recue_le, demande.demandeur) == ("PAGE", JOUR, "Une cheffe")
    client = entrer(scene.alix)
    page = client.get(url("demandes")).content.decode()
    assert "Appui" in page
    qualifier = url("geste_demande", demande.identifiant, "qualifier")
    assert client.post(qualifier, {"genre": "X", "reponse": "", "charge": ""}).status_code == 422
    suite = client.post(qualifier, {"genre": "SITUATION", "reponse": "Une séance.", "charge": scene.alix.pk})
    assert suite.status_code == 302
    assert client.get(url("geste_demande", demande.identifiant, "danser")).status_code == 404


def test_la_mission_prevoit_tient_et_raconte_une_visite(scene: Scene, entrer: Entrer) -> None:
    demande = scene.qualifiee()
    client = entrer(scene.alix)
    assert demande.identifiant in client.get(f"{url('nouvelle_visite')}?demande={demande.identifiant}").content.decode()
    champs = {
        "dispositif": "ditep-a",
        "demande": demande.identifiant,
        "genre": "INTERVENTION",
        "le": "2026-03-09",
        "duree_minutes": "120",
        "commune": "Auterive-sur-Test",
        "depart_de": "Nulle part",
    }
    refusee = client.post(url("nouvelle_visite"), champs)
    assert "Aucune commune de ce nom" in refusee.content.decode()
    champs["depart_de"] = "31001"
    assert "Dites qui" in client.post(url("nouvelle_visite"), champs).content.decode()
    assert client.post(url("nouvelle_visite"), {**champs, "intervenants": [scene.alix.pk]}).status_code == 302
    visite = VisiteSoutien.objects.get()
    assert "estimation" in client.get(url("visite", visite.identifiant)).content.decode()
    tenir = {"participants": "5", "duree_minutes": "150", "compte_rendu": "Vu l'équipe."}
    assert client.post(url("geste_visite", visite.identifiant, "tenir"), tenir).status_code == 302
    modifier = {**champs, "duree_minutes": "90", "intervenants": [scene.basile.pk]}
    assert client.post(url("geste_visite", visite.identifiant, "modifier"), modifier).status_code == 302
    demande.refresh_from_db()
    assert demande.etat == "EN_COURS"
    assert [i.nom for i in visite.intervenants.all()] == ["Basile"]


def test_les_listes_s_exportent_et_ignorent_un_filtre_faux(scene: Scene, entrer: Entrer) -> None:
    remplir(scene)
    client = entrer(scene.alix)
    for nom in ("demandes", "recommandations", "visites", "situations", "historiques"):
        assert client.get(url(nom) + "?etat=RIEN&tri=x&page=99&du=hier&recherche=coll").status_code == 200
        for extension in ("csv", "xlsx", "ods"):
            assert client.get(url(f"exporter_{nom}", extension)).status_code == 200
        assert client.get(url(f"exporter_{nom}", "exe")).status_code == 404
    for extension in ("pdf", "docx", "csv"):
        assert client.get(url("exporter_historique", "ditep-a", extension)).status_code == 200
        assert client.get(url("exporter_chiffres", extension)).status_code == 200
    assert "L&#x27;action la plus fréquente" in client.get(url("chiffres")).content.decode()


def test_la_situation_s_ecrit_se_modifie_et_s_efface(scene: Scene, entrer: Entrer) -> None:
    client = entrer(scene.alix)
    champs = {"dispositif": "ditep-a", "le": "2026-03-02", "titre_situation": "Rupture", "contexte": "Né le 2/3/2013."}
    assert client.post(url("nouvelle_situation"), champs).status_code == 422
    champs["contexte"] = "Un jeune de 12 ans, sans école depuis l'automne."
    assert client.post(url("nouvelle_situation"), champs).status_code == 302
    situation = SituationAnalysee.objects.get()
    modifiee = client.post(url("modifier_situation", situation.identifiant), {**champs, "pistes": "Une classe relais"})
    assert modifiee.status_code == 302
    assert client.get(url("effacer_situation", situation.identifiant)).status_code == 200
    assert client.post(url("effacer_situation", situation.identifiant)).status_code == 302
    assert not SituationAnalysee.objects.exists()


def test_les_listes_ne_font_pas_une_requete_par_ligne(scene: Scene, entrer: Entrer) -> None:
    remplir(scene)
    client = entrer(scene.alix)
    noms = ("demandes", "recommandations", "visites", "situations", "historiques")

    def compter() -> list[int]:
        comptes = []
        for nom in noms:
            with CaptureQueriesContext(
                connection,
            ) as requetes:
                assert client.get(url(nom)).status_code == 200
            comptes.append(len(requetes))
        return comptes

    compter()
    avec_une = compter()
    for _ in range(5):
        remplir(scene)
    assert compter() == avec_une


def test_une_demande_n_a_qu_une_charge_a_la_fois(scene: Scene) -> None:
    demande = scene.qualifiee()
    with pytest.raises(IntegrityError), transaction.atomic():
        PriseEnCharge.objects.create(demande=demande, nom="Autre", debut=dt.date(2026, 3, 10))
