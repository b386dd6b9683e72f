"""The public site: no account, no cookie, kept by readers, feeds that parse; and the one search box."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.urls import reverse
from icalendar import Calendar

from maillage.reseau.services import bilans
from maillage.reseau.services.site import ecrire_page
from tests.reseau.conftest import SYSTEME, Scene, annoncer, ouvrir

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
PUBLIQUES = ("accueil", "evenements", "ressources", "flux", "evenements_ics", "plan_du_site")


def test_une_page_publique_se_lit_sans_compte_ni_temoin_et_se_garde(client: Any) -> None:
    for nom in PUBLIQUES:
        reponse = client.get(reverse(f"reseau:{nom}"))
        assert (nom, reponse.status_code, dict(reponse.cookies)) == (nom, 200, {})
        assert "public" in reponse["Cache-Control"]
        rien = client.get(reverse(f"reseau:{nom}"), headers={"If-None-Match": reponse["ETag"]})
        assert (nom, rien.status_code) == (nom, 304)


def test_un_bilan_se_publie_une_fois_arrete_et_se_retire(client: Any, scene: Scene) -> None:
    bilan = ouvrir()
    page, fichier = (
        scene.url("bilan_publie", bilan.identifiant),
        scene.url("document_publie", bilan.identifiant, "docx"),
    )
    assert client.get(page).status_code == 404
    bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    assert client.get(fichier).status_code == 404
    bilans.publier_bilan(SYSTEME, bilan.identifiant, publie=True)
    assert "Bilan 2025" in client.get(page).content.decode()
    assert client.get(fichier).status_code == 200
    assert "Bilan 2025" in client.get(scene.url("accueil")).content.decode()
    bilans.publier_bilan(SYSTEME, bilan.identifiant, publie=False)
    assert client.get(page).status_code == 404


def test_les_flux_se_lisent_et_ne_changent_pas_sans_raison(client: Any, scene: Scene) -> None:
    bilan = ouvrir()
    bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    bilans.publier_bilan(SYSTEME, bilan.identifiant, publie=True)
    ecrire_page(SYSTEME, "contact", titre="Nous écrire", texte="Un <b>jour</b>.", numero=0)
    atom = Xml.fromstring(client.get(scene.url("flux")).content)
    titres = [e.findtext("{http://www.w3.org/2005/Atom}title") for e in atom.iter("{http://www.w3.org/2005/Atom}entry")]
    assert titres == ["Bilan 2025"]
    assert client.get(scene.url("flux")).content == client.get(scene.url("flux")).content
    assert Calendar.from_ical(client.get(scene.url("evenements_ics")).content)["VERSION"] == "2.0"
    plan = client.get(scene.url("plan_du_site")).content.decode()
    assert scene.url("bilan_publie", bilan.identifiant) in plan
    assert "<b>" not in client.get(scene.url("page", "contact")).content.decode()


def test_une_rencontre_ouverte_s_annonce_et_une_autre_non(client: Any, scene: Scene) -> None:
    annoncer()
    annoncer("Comité fermé", public_site=False)
    page = client.get(scene.url("evenements")).content.decode()
    assert "Journée ouverte" in page
    assert "Comité fermé" not in page
    (evenement,) = Calendar.from_ical(client.get(scene.url("evenements_ics")).content).walk("VEVENT")
    assert (str(evenement["SUMMARY"]), str(evenement["LOCATION"])) == ("Journée ouverte", "Salle des fêtes")
    assert evenement.decoded("DTSTART") == dt.datetime(2026, 3, 26, 8, 0, tzinfo=dt.UTC)
    assert "Journée ouverte" in client.get(scene.url("accueil")).content.decode()


def test_la_recherche_trouve_ce_qui_est_ouvert_et_rien_d_autre(scene: Scene, connexion: Any) -> None:
    ouvrir(titre="Bilan introuvable")
    recherche = f"{reverse('portail:recherche')}?q="
    client = connexion()
    assert "Ouvrir une classe externalisée" in client.get(f"{recherche}externalisée").content.decode()
    assert "Bilan introuvable" not in client.get(f"{recherche}introuvable").content.decode().replace(
        "« introuvable", ""
    )
    client = connexion("MISSION")
    assert "Bilan introuvable" in client.get(f"{recherche}introuvable").content.decode()
