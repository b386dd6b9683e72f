"""A family's account walks every address of the product: nothing of another young person, no note of the team, no door left open."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from maillage.config.droits import DROITS
from maillage.socle.droits import CONNECTE, PUBLIC
from tests.architecture.test_droits import PARTS
from tests.portail.espace.conftest import Scene, jeune_suivi, moment, proposer

pytestmark = [pytest.mark.une_base, pytest.mark.usefixtures("refus_sans_decor")]
SECRETS = ("Secrétain", "Zoé")
"""The other young person, by any of their names."""
NOTES = ("Synthèse interne", "Note pour l'équipe")
REFUS = frozenset({302, 403, 404, 405})


@pytest.fixture
def pleine(scene: Scene) -> Scene:
    """The scene with something of everyone in it."""
    moment(scene.dispositif, "Atelier cuisine", scene.jeune, scene.autre, pro=scene.pro)
    moment(scene.dispositif, NOTES[0], scene.jeune, categorie="INDIRECT")
    moment(scene.dispositif, NOTES[1], scene.jeune, scene.autre, categorie="INDIRECT")
    proposer(scene.dispositif, scene.autre, "Parent Secrétain")
    return scene


def valeurs(scene: Scene, jeune: Any, fiche: Any) -> dict[str, Any]:
    """What an ill-meaning account would put in an address: real identifiers, its own and the other's."""
    return {
        "dispositif": scene.dispositif.code,
        "code": scene.dispositif.code,
        "jeune": jeune.identifiant,
        "jeune_id": jeune.pk,
        "fiche": fiche.identifiant,
        "identifiant": fiche.identifiant,
        "pk": jeune.pk,
        "destinataire": "ERSEH",
        "rubrique": "FICHE",
        "reference": fiche.identifiant,
        "extension": "csv",
    }


def adresses(scene: Scene, jeune: Any, fiche: Any) -> list[tuple[str, str]]:
    """Every address of the product, about that young person."""
    donnees = valeurs(scene, jeune, fiche)
    toutes = []
    for nom, exemples in PARTS.items():
        parts = {cle: donnees.get(cle, valeur) for cle, valeur in exemples.items()}
        try:
            toutes.append((nom, reverse(nom, kwargs=parts)))
        except NoReverseMatch:
            toutes.append((nom, reverse(nom, kwargs=exemples)))
    return toutes


def corps(reponse: Any) -> str:
    if reponse.streaming:
        return b"".join(reponse.streaming_content).decode("utf-8", "replace")
    return str(reponse.content.decode("utf-8", "replace"))


def ouvertes(client: Client, adresses_: list[tuple[str, str]]) -> dict[str, str]:
    """The pages that answered, by name of address."""
    lues = {}
    for nom, adresse in adresses_:
        if nom == "account_logout":
            continue
        reponse = client.get(adresse)
        assert reponse.status_code < 500, adresse
        if reponse.status_code == 200:
            lues[nom] = corps(reponse)
    return lues


@pytest.mark.parametrize("qui", ["mere", "enfant"])
def test_aucune_adresse_ne_montre_un_autre_jeune_ni_une_note_de_l_equipe(pleine: Scene, qui: str) -> None:
    client = pleine.client(getattr(pleine, qui))
    autre_fiche = proposee(pleine, pleine.autre)
    for jeune, fiche in ((pleine.jeune, pleine.fiche), (pleine.autre, autre_fiche)):
        for nom, page in ouvertes(client, adresses(pleine, jeune, fiche)).items():
            fuites = [mot for mot in (*SECRETS, *NOTES) if mot in page]
            assert fuites == [], (nom, fuites)


@pytest.mark.parametrize("qui", ["mere", "enfant"])
def test_seuls_l_espace_et_les_pages_de_tous_s_ouvrent(pleine: Scene, qui: str) -> None:
    client = pleine.client(getattr(pleine, qui))
    permis = {nom for nom, droit in DROITS.items() if droit.section in {PUBLIC, CONNECTE, "espace"}}
    lues = set(ouvertes(client, adresses(pleine, pleine.jeune, pleine.fiche)))
    assert lues - permis == set()
    assert {"espace:accueil", "espace:semaine", "espace:fiche", "espace:lectures"} <= lues


def test_aucune_page_de_l_espace_d_un_autre_ne_s_ouvre(pleine: Scene) -> None:
    client = pleine.client(pleine.mere)
    autres = adresses(pleine, pleine.autre, proposee(pleine, pleine.autre))
    siennes = [(nom, adresse) for nom, adresse in autres if f"/espace/{pleine.autre.identifiant}/" in adresse]
    assert len(siennes) > 15
    assert [
        (nom, client.get(adresse).status_code)
        for nom, adresse in siennes
        if client.get(adresse).status_code not in {404, 405}
    ] == []
    assert [nom for nom, adresse in siennes if client.post(adresse).status_code not in {404, 405}] == []


def test_la_fiche_d_un_autre_ne_s_ouvre_pas_par_son_propre_espace(pleine: Scene) -> None:
    autre = proposee(pleine, pleine.autre)
    client = pleine.client(pleine.mere)
    assert client.get(pleine.url("fiche", autre.identifiant)).status_code == 404
    donnees = {"reponse": "ACCORD", "empreinte": autre.empreinte, "commentaire": ""}
    assert client.post(pleine.url("repondre", autre.identifiant), donnees).status_code == 404
    assert client.get(pleine.url("signaler_ligne", "FICHE", autre.identifiant)).status_code == 404
    assert not autre.signataires.exclude(reponse="").exists()


def test_un_moment_d_un_autre_ne_se_signale_pas(pleine: Scene) -> None:
    sien = moment(pleine.dispositif, "À elle", pleine.autre)
    interne = moment(pleine.dispositif, "Interne", pleine.jeune, categorie="INDIRECT")
    client = pleine.client(pleine.mere)
    for evenement in (sien, interne):
        assert client.get(pleine.url("signaler_ligne", "SEMAINE", evenement.identifiant)).status_code == 404


def test_une_fois_l_acces_retire_plus_rien_ne_s_ouvre(pleine: Scene) -> None:
    from maillage.comptes import services
    from tests.portail.espace.conftest import SYSTEME

    services.retirer_representation(SYSTEME, pleine.mere.representations.get())
    client = pleine.client(pleine.mere)
    lues = set(ouvertes(client, adresses(pleine, pleine.jeune, pleine.fiche)))
    permis = {nom for nom, droit in DROITS.items() if droit.section in {PUBLIC, CONNECTE}}
    assert lues - permis == set()


def test_une_famille_ne_tient_pas_les_comptes_des_familles(pleine: Scene) -> None:
    client = pleine.client(pleine.mere)
    tenues = [nom for nom, droit in DROITS.items() if droit.section == "familles"]
    adresses_ = [(nom, adresse) for nom, adresse in adresses(pleine, pleine.jeune, pleine.fiche) if nom in tenues]
    assert [nom for nom, adresse in adresses_ if client.get(adresse).status_code not in REFUS] == []
    assert [nom for nom, adresse in adresses_ if client.post(adresse).status_code not in REFUS] == []


def proposee(scene: Scene, jeune: Any) -> Any:
    """A sheet issued about a young person: the one there is, or a new one."""
    from maillage.liaison.models import FicheLiaison

    return FicheLiaison.objects.filter(jeune=jeune).first() or proposer(scene.dispositif, jeune, "Parent Secrétain")


def test_un_jeune_d_un_autre_dispositif_reste_introuvable(scene: Scene) -> None:
    from tests.fabriques import DispositifFactory

    ailleurs = jeune_suivi(DispositifFactory(code="ailleurs"), "Loin", "Tain")
    assert scene.client(scene.mere).get(scene.url("accueil", jeune=ailleurs)).status_code == 404
    assert scene.coordination().get(reverse("espace:acces", args=["garrigue", ailleurs.identifiant])).status_code == 404
