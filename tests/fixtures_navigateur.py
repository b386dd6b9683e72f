"""Session fixtures: the server and the browser are started once for all the tests that need them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.navigateur import Serveur, chromium, chromium_present, demonstration, se_connecter

Ouvreur = Callable[..., Page]


@pytest.fixture(scope="session")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    if not chromium_present():
        pytest.skip("chromium est absent")
    with demonstration(tmp_path_factory.mktemp("demonstration")) as en_marche:
        yield en_marche


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    if not chromium_present():
        pytest.skip("chromium est absent")
    # Playwright's loop lives in this thread; without this, Django would refuse the ORM to the tests that come after.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with chromium() as ouvert:
        yield ouvert


@pytest.fixture
def ouvrir(serveur: Serveur, navigateur: Browser) -> Iterator[Ouvreur]:
    """Open a page of a role: `ouvrir("DIRECTION", "/", largeur=360)`; console errors fail the test."""
    contextes = []
    erreurs: list[str] = []

    def _ouvrir(
        role: str | None, chemin: str = "/", *, largeur: int = 1440, hauteur: int = 900, **options: Any
    ) -> Page:
        contexte = navigateur.new_context(viewport={"width": largeur, "height": hauteur}, locale="fr-FR", **options)
        contextes.append(contexte)
        page = contexte.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: erreurs.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
        if role:
            se_connecter(page, serveur, role)
        page.goto(serveur.url + chemin)
        return page

    yield _ouvrir
    for contexte in contextes:
        contexte.close()
    assert erreurs == []
