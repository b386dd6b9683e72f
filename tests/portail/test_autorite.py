"""What the authority sees: the same figures on both sides, and never a child, on every page that its links reach."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from maillage.comptes.droits import SECTIONS
from maillage.config.droits import DROITS
from tests.cpom.conftest import Scene, _en_mai, ecrire_indicateur, monter
from tests.fabriques import HabilitationFactory, JeuneFactory, PhaseFactory, UtilisateurFactory
from tests.pilotage.scene import transmettre as transmettre_retour

pytestmark = pytest.mark.django_db
__all__ = ["_en_mai"]
LIENS = re.compile(r'<a [^>]*href="([^"#]+)')
CHIFFRES = re.compile(r'<td class="nombre[^"]*">(.*?)</td>|<dd[^>]*>(.*?)</dd>', re.S)
VOISINS = (2, 3)
"""Pages looked at for each kind of page: enough to meet each dispositif."""


def entrer(role: str, **lieu: Any) -> Client:
    utilisateur, client = UtilisateurFactory(), Client()
    HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def en_clair(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def chiffres(html: str) -> list[str]:
    """Return the figures of a page, in words."""
    return [mots for trouve in CHIFFRES.finditer(html) if (mots := en_clair(trouve[1] or trouve[2] or ""))]


def nom_de(chemin: str) -> tuple[str, dict[str, Any]]:
    try:
        trouve = resolve(urlsplit(chemin).path)
    except Resolver404:
        return "", {}
    return trouve.view_name, trouve.kwargs


def pages_de(client: Client, depart: str) -> dict[str, str]:
    """Return the HTML of every page that links reach, a few of each kind."""
    lues: dict[str, str] = {}
    vues: dict[str, int] = {}
    file = deque([depart, "/"])
    while file:
        chemin = file.popleft()
        nom, _ = nom_de(chemin)
        if chemin in lues or nom not in DROITS or vues.get(nom, 0) >= VOISINS[1]:
            continue
        reponse = client.get(chemin)
        if reponse.status_code != 200 or "text/html" not in reponse["Content-Type"]:
            continue
        vues[nom] = vues.get(nom, 0) + 1
        lues[chemin] = reponse.content.decode()
        file.extend(
            urljoin(chemin, unescape(lien)) for lien in LIENS.findall(lues[chemin]) if lien.startswith(("/", "?"))
        )
    return lues


@pytest.fixture
def region(db: None) -> list[Scene]:
    scenes = [monter("ditep-a", departement="31"), monter("ditep-b", departement="81")]
    for scene in scenes:
        PhaseFactory(dispositif=scene.dispositif, jeune=JeuneFactory(nom="Familleinventéeunique"))
        transmettre_retour(scene.dispositif)
    return scenes


def test_aucune_page_de_l_agence_n_atteint_un_enfant(region: list[Scene]) -> None:
    lues = pages_de(entrer("ARS"), reverse("portail:autorite"))
    noms = {nom_de(chemin)[0] for chemin in lues}
    assert noms >= {"portail:autorite", "cpom:fiche", "cpom:indicateur", "pilotage:retours", "reconnaissance:dossiers"}
    assert noms >= {"conventions:etat", "territoire:carte", "pilotage:restitution"}
    for chemin, html in lues.items():
        assert "Familleinventéeunique" not in html, chemin
        section = DROITS[nom_de(chemin)[0]].section
        assert section not in SECTIONS or not SECTIONS[section].personnel, chemin


def test_tout_chiffre_que_lit_l_agence_est_le_meme_chez_l_etablissement(region: list[Scene]) -> None:
    """A page of one dispositif shows the same figures to both; what an establishment may not open, the authority does not show either."""
    lues = pages_de(entrer("ARS"), reverse("portail:autorite"))
    directions = {s.dispositif.code: entrer("DIRECTION", dispositif=s.dispositif) for s in region}
    comparees = 0
    for chemin, html in lues.items():
        _, parts = nom_de(chemin)
        code = parts.get("dispositif")
        if code not in directions or not chiffres(html):
            continue
        reponse = directions[code].get(chemin)
        assert reponse.status_code == 200, chemin
        siens = chiffres(reponse.content.decode())
        assert [mots for mots in chiffres(html) if not any(mots in sien for sien in siens)] == [], chemin
        comparees += 1
    assert comparees >= len(region) * 2


@pytest.mark.parametrize("nom", ["portail:autorite", "cpom:fiches", "cpom:indicateurs", "pilotage:retours"])
def test_chaque_ligne_d_une_liste_de_l_agence_est_celle_que_l_etablissement_lit(region: list[Scene], nom: str) -> None:
    requete = {"pilotage:retours": {"periode": "2024-T1"}, "cpom:indicateurs": {"annee": "2025"}}.get(nom, {})
    ars = lignes(entrer("ARS").get(reverse(nom), requete))
    assert len(ars) == len(region)
    for scene in region:
        [sienne] = lignes(entrer("DIRECTION", dispositif=scene.dispositif).get(reverse(nom), requete))
        assert sienne in ars


def lignes(reponse: Any) -> list[str]:
    corps = re.search(r"<tbody data-parcourir>(.*?)</tbody>", reponse.content.decode(), re.S)
    assert corps is not None
    return [en_clair(ligne) for ligne in re.findall(r"<tr>(.*?)</tr>", corps[1], re.S)]


def test_la_page_dit_ce_qui_attend_et_se_filtre(region: list[Scene]) -> None:
    client, url = entrer("ARS"), reverse("portail:autorite")
    page = client.get(url)
    texte = en_clair(page.content.decode())
    assert "2 dispositifs ont des valeurs à signer" in texte
    assert "2 retours attendus" in texte
    assert len(client.get(url + "?departement=81&tri=-nom").context["page"]) == 1
    assert len(client.get(url + "?attente=sans-fiche").context["page"]) == 0
    assert len(client.get(url + "?attente=rien&tri=rien&q=ditep-a").context["page"]) == 1
    for extension in ("csv", "xlsx", "ods"):
        assert client.get(reverse("portail:exporter_autorite", args=[extension])).status_code == 200
    assert client.get(reverse("portail:exporter_autorite", args=["exe"])).status_code == 404


def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_dispositifs(
    region: list[Scene], django_assert_max_num_queries: Any
) -> None:
    client, url = entrer("ARS"), reverse("portail:autorite")
    client.get(url)
    with django_assert_max_num_queries(60) as peu:
        client.get(url)
    for numero in range(5):
        ecrire_indicateur(monter(f"dime-{numero}", departement="31").fiche, "Deuxième")
    with django_assert_max_num_queries(len(peu)):
        assert client.get(url).status_code == 200
