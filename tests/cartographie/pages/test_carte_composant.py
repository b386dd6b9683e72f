"""The map component: no other host than the one the operator chose, tools without a script, the same counts beside."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from maillage.config.environment import tile_origins
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.pages.conftest import AUTISME, Connexion, Scene
from tests.cartographie.pages.test_zones import etude_de

pytestmark = pytest.mark.django_db


def test_sans_reglage_la_carte_n_interroge_que_nous(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    reponse = connecter().get(reverse("cartographie:offre"), {"departement": "99"})
    assert "data-tuiles" not in reponse.content.decode()
    assert "http" not in reponse["Content-Security-Policy"]


def test_les_tuiles_reglees_sont_le_seul_autre_hote_et_sont_creditees(
    scene: Scene, connecter: Connexion, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_TUILES", "https://tuiles.exemple.test/{z}/{x}/{y}.png")
    assert tile_origins() == ["https://tuiles.exemple.test"]
    settings.TUILES = {"adresse": "https://tuiles.exemple.test/{z}/{x}/{y}.png", "credit": "Qui fait le fond"}
    scene.capacite(scene.etablissement, AUTISME, 12)
    page = connecter().get(reverse("cartographie:offre"), {"departement": "99"}).content.decode()
    assert 'data-credit="Qui fait le fond"' in page
    monkeypatch.setenv("MAILLAGE_TUILES", "/tuiles/{z}/{x}/{y}.png")
    assert tile_origins() == []


def test_la_carte_dessinee_porte_ses_couches_sa_legende_et_ses_sources(
    scene: Scene, connecter: Connexion, systeme: ActeurSysteme
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    adresse = reverse("cartographie:etude", args=[etude_de(systeme).pk])
    page = connecter().get(adresse, {"niveau": "commune"}).content.decode()
    assert page.count('<circle class="carte-point classe-5" data-de-la-couche="AUCUN"') == 1
    assert page.count('<tr data-de-la-couche="AUCUN"') == 1
    assert "3 lignes, les mêmes que sur la carte" in page
    assert "temps estimés, sans moteur" in page
    assert "Imprimer (A3)" in page
