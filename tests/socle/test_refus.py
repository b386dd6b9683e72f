"""Refusals that Django would answer without a page: a form's address opened as a page, a send over the limits, a session that ended."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from maillage.socle.adresses import page_precedente

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def test_une_adresse_de_formulaire_ouverte_comme_une_page_se_dit_avec_le_retour() -> None:
    adresse = reverse("socle:theme")
    lue = Client().get(adresse, headers={"Accept": "text/html", "Referer": "http://testserver/a-propos/?x=1"})
    assert (lue.status_code, lue["Allow"]) == (405, "POST")
    assert "ne s'ouvre pas comme une page" in lue.content.decode()
    assert 'href="/a-propos/?x=1"' in lue.content.decode()
    seche = Client().get(adresse, headers={"Accept": "application/json"})
    assert (seche.status_code, seche.content) == (405, b"")


def test_un_envoi_trop_lourd_se_dit(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    reponse = Client().post(
        reverse("socle:theme"), {"theme": "x" * 2000}, content_type="application/x-www-form-urlencoded"
    )
    assert reponse.status_code == 413
    assert "trop lourd" in reponse.content.decode()


def test_la_page_precedente_est_d_ici_et_n_est_pas_la_meme() -> None:
    def venue(referent: str) -> str:
        return page_precedente(RequestFactory().get("/faire/", headers={"Referer": referent} if referent else {}))

    assert venue("http://testserver/liste/?page=2#bas") == "/liste/?page=2"
    assert venue("") == venue("https://ailleurs.test/liste/") == venue("http://testserver/faire/") == ""


def test_apres_une_session_finie_sous_un_formulaire_on_revient_a_sa_page() -> None:
    reponse = Client().post(reverse("portail:choisir_dispositif"), headers={"Referer": "http://testserver/recherche/"})
    assert reponse.status_code == 302
    assert reponse.headers["Location"].endswith("?next=/recherche/")
