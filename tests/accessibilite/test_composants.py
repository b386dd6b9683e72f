"""The catalogue of components in a real browser: accessible in both themes and at every width, and what the scripts do."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.fixtures_navigateur import Ouvreur

pytestmark = pytest.mark.navigateur
CATALOGUE = "/socle/composants/"


def violations(page: Page) -> list[str]:
    resultat = Axe().run(page)
    return [f"{v['id']} : {v['nodes'][0]['html'][:120]}" for v in resultat.response["violations"]]


@pytest.mark.parametrize(("largeur", "theme"), [(320, "light"), (768, "dark"), (1440, "light")])
def test_le_catalogue_est_accessible_et_ne_deborde_pas(ouvrir: Ouvreur, largeur: int, theme: str) -> None:
    page = ouvrir("DIRECTION", CATALOGUE, largeur=largeur, color_scheme=theme)
    page.wait_for_selector(".carte-prete")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == largeur


def test_la_barre_oblique_ouvre_la_recherche_et_j_k_parcourent(ouvrir: Ouvreur) -> None:
    page = ouvrir("DIRECTION", CATALOGUE)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "recherche-generale"
    assert page.input_value("#recherche-generale") == ""
    page.evaluate("document.activeElement.blur()")
    for touche in "jjk":
        page.keyboard.press(touche)
    assert page.evaluate("document.activeElement.textContent") == "Alix Arnal"


def test_un_chiffre_ouvre_son_explication_et_rend_la_main(ouvrir: Ouvreur) -> None:
    page = ouvrir("DIRECTION", CATALOGUE)
    page.locator(".cellule a").nth(4).click()
    page.wait_for_selector("#cote .panneau:focus")
    page.keyboard.press("Escape")
    assert page.locator("#cote > *").count() == 0
    assert page.evaluate("document.activeElement.closest('.cellule') !== null")


def test_le_theme_choisi_dure_sans_clignoter(ouvrir: Ouvreur) -> None:
    page = ouvrir("DIRECTION", CATALOGUE)
    page.click(".menu-compte summary")
    with page.expect_response("**/socle/theme/"):
        page.click("button[value=sombre]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "sombre"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 29)"


def test_la_carte_et_le_tableau_se_choisissent(ouvrir: Ouvreur) -> None:
    page = ouvrir("DIRECTION", CATALOGUE)
    page.click("[data-vue=table]")
    assert page.locator(".carte-figure").is_hidden()
    page.click("[data-vue=carte]")
    assert page.locator(".carte-tableau").is_hidden()
