"""Versions of the form, the replay, the application to the CDAPH."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from maillage.liaison import services
from maillage.liaison.domain.modele import en_service
from maillage.liaison.models import Consentement
from maillage.liaison.referentiels import MODELE_COURANT, destinataire, modele_courant, modeles
from maillage.liaison.selectors import rejouer
from tests.liaison.conftest import ECOLE, LUNDI, Scene, moment
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
DEPART = date(2025, 4, 4)


@pytest.fixture(autouse=True)
def _horloge() -> Iterator[None]:
    with time_machine.travel(moment(DEPART), tick=False):
        yield


@pytest.fixture
def direction(scene: Scene) -> Client:
    return connecter("DIRECTION", scene.dispositif)


def texte_du_pdf(octets: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(octets))


def test_une_version_sans_date_n_est_jamais_en_service() -> None:
    assert modele_courant(date(2026, 12, 1)).code == MODELE_COURANT
    assert en_service(modeles(), date(1999, 1, 1)).code == "2024-1", "la première connue"
    assert {un.code for un in modeles() if un.valable_du is None} == {"2026-allegee"}


def test_chaque_version_garde_les_champs_que_le_texte_rend_necessaires() -> None:
    exiges = [{champ.code for champ in un.champs if champ.exige} for un in modeles()]
    assert all(un == exiges[0] for un in exiges)
    calcules = [{champ.code for champ in un.champs if champ.calcule} for un in modeles()]
    assert all(un == calcules[0] for un in calcules), "le logiciel remplit les mêmes champs"


@pytest.mark.parametrize("role", ["DIRECTION", "ADMINISTRATION"])
def test_la_page_des_versions_montre_et_compare(scene: Scene, role: str) -> None:
    client = connecter(role, scene.dispositif if role == "DIRECTION" else None)
    page = client.get(reverse("liaison_modeles:liste")).content.decode()
    assert "En service" in page
    assert "En préparation" in page
    assert "Sans : Numéro de dossier MDPH" in page
    apercu = client.get(reverse("liaison_modeles:modele", args=["2026-allegee"])).content.decode()
    assert "pas en service" in apercu
    assert "Enseignant référent" in apercu
    assert client.get(reverse("liaison_modeles:modele", args=["1999"])).status_code == 404
    with texte_du_pdf(client.get(reverse("liaison_modeles:vierge", args=["2024-1"])).content) as document:
        assert document.Root.MarkInfo.Marked


def test_rejouer_donne_ce_que_l_ecole_pouvait_voir_et_les_memes_octets(scene: Scene, direction: Client) -> None:
    portee = (scene.jeune.pk, scene.dispositif.pk, "ECOLE")
    dit: dict[str, Any] = {"par": "Mère inventée"}
    services.consentir_pour_la_famille(scene.acteur, portee, ["souhaits_jeune"], maintenant=moment(LUNDI, 9), **dit)
    fiche = scene.signer(apres=ECOLE)
    scene.envoyer(fiche, "ECOLE", DEPART)
    services.consentir_pour_la_famille(scene.acteur, portee, [], maintenant=moment(DEPART, 18), **dit)
    assert Consentement.objects.count() == 2
    ecole = destinataire("ECOLE")
    assert ecole is not None
    avant = rejouer(*portee[:2], ecole, au=moment(DEPART, 12))
    apres = rejouer(*portee[:2], ecole, au=moment(DEPART, 23))
    souhait = "Ce que souhaite le jeune"
    assert souhait in {un.libelle for un in avant.visibles}
    assert souhait not in {un.libelle for un in apres.visibles}
    (envoi,) = apres.rejoues
    assert envoi.identique, "l'accord retiré ensuite ne change pas ce qui était parti"
    assert rejouer(*portee[:2], ecole, au=moment(LUNDI)).rejoues == []
    adresse = reverse("liaison:rejeu", args=["garrigue", scene.jeune.identifiant])
    page = direction.get(adresse, {"destinataire": "ECOLE", "au": "2025-04-04T23:00"}, follow=True).content.decode()
    assert "a la même empreinte" in page
    assert envoi.recu.envoi.empreinte in page
    assert direction.get(adresse, {"destinataire": "LUNE"}).status_code == 422


def test_rejouer_fait_autant_de_requetes_pour_un_envoi_que_pour_plusieurs(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    ecole = destinataire("ECOLE")
    assert ecole is not None
    scene.envoyer(scene.signer(apres=ECOLE), "ECOLE", DEPART)
    with django_assert_max_num_queries(6):
        rejouer(scene.jeune.pk, scene.dispositif.pk, ecole, au=moment(DEPART, 23))


def test_la_saisine_se_signe_sur_papier(scene: Scene, direction: Client) -> None:
    fiche = scene.proposer()
    adresse = reverse("liaison:saisine_pdf", args=["garrigue", fiche.identifiant])
    assert direction.get(adresse).status_code == 404
    scene.repondre(fiche, 0, LUNDI, "DESACCORD")
    services.saisir_cdaph(scene.acteur, fiche=fiche, demandeur="FAMILLE", maintenant=moment(LUNDI))
    un, deux = direction.get(adresse).content, direction.get(adresse).content
    assert un == deux
    with texte_du_pdf(un) as document:
        assert document.Root.MarkInfo.Marked
        assert "Saisine de la CDAPH" in str(document.docinfo.get("/Title"))
    page = direction.get(reverse("liaison:fiche", args=["garrigue", fiche.identifiant])).content.decode()
    assert "Saisine en PDF" in page
