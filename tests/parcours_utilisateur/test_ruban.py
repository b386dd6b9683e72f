"""The ribbon in a real browser: its edges move by mouse and by keyboard, its form follows, and both lead to the fiche de liaison."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures_navigateur import Ouvreur

pytestmark = pytest.mark.navigateur


def ouvrir_un_jeune(ouvrir: Ouvreur, **options: object) -> Page:
    """The page of a young person who has day care open today, over one year."""
    page = ouvrir("COORDONNATEUR", **options)
    liste = page.evaluate("document.querySelector('.navigation a[href$=\"/jeunes/\"]').pathname")
    page.goto(f"{page.url.rstrip('/')}{liste}?modalite=AJ&phase=ACCOMPAGNEMENT")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="1 an").click()
    return page


def changements(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query)["changement"]


def test_le_clavier_deplace_un_bord_et_redige_la_fiche(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir)
    bord = page.get_by_role("slider", name="Accueil de jour : dernier jour")
    expect(bord).to_have_attribute("aria-valuetext", "reste ouverte")
    bord.focus()
    for touche in ("PageDown", "PageDown", "ArrowLeft"):
        page.keyboard.press(touche)
    expect(bord).to_have_attribute("aria-valuetext", re.compile(r"\d{4}$"))
    page.keyboard.press("Escape")
    expect(bord).to_have_attribute("aria-valuetext", "reste ouverte")
    page.keyboard.press("PageDown")
    expect(page.locator("[data-ruban-resume] li")).to_have_count(1)
    page.get_by_role("button", name="Rédiger la fiche de liaison").click()
    page.wait_for_url("**/preparer/**")
    assert [re.sub(r"\d{4}-\d\d-\d\d", "D", un) for un in changements(page)] == ["AJ:INTRA:D:D"]


def test_la_souris_tire_un_bord_et_ouvre_une_modalite(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir)
    bord = page.get_by_role("slider", name="Accueil de jour : dernier jour")
    page.wait_for_load_state("load")
    bord.hover()  # waits until the page has stopped moving
    boite = bord.bounding_box()
    assert boite is not None
    page.mouse.down()
    page.mouse.move(boite["x"] - 120, boite["y"] + 14, steps=4)
    page.mouse.up()
    expect(bord).not_to_have_attribute("aria-valuetext", "reste ouverte")
    ouvrir_une_periode = page.get_by_role("button", name="Ouvrir une période : Accueil de nuit")
    ouvrir_une_periode.click()
    nouvelle = page.get_by_role("slider", name="Accueil de nuit, nouvelle période : premier jour")
    expect(nouvelle).to_be_focused()
    champ = page.locator("[data-nouvelle=AN] input").first
    assert champ.input_value()
    champ.fill("")
    expect(nouvelle).to_have_count(0)


def test_le_formulaire_et_le_ruban_disent_la_meme_date(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir)
    page.get_by_text("Préparer un changement de modalité").click()
    champ = page.locator("[data-changement=AJ] [data-periode] input").last
    annee = int(page.locator("[data-ruban]").get_attribute("data-aujourd-hui")[:4]) + 1  # type: ignore[index]
    champ.fill(f"{annee}-01-15")
    bord = page.get_by_role("slider", name="Accueil de jour : dernier jour")
    expect(bord).to_have_attribute("aria-valuetext", f"15 janvier {annee}")


def test_sans_script_le_formulaire_mene_aussi_a_la_fiche(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir, java_script_enabled=True)
    sans = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    try:
        nue = sans.new_page()
        nue.goto(page.url.split("?")[0] + "changement/")
        nue.locator("[data-nouvelle=AN] input").first.fill("2031-09-01")
        nue.get_by_role("button", name="Rédiger la fiche de liaison").click()
        assert "/preparer/" in nue.url
        assert changements(nue) == ["AN:INTRA:2031-09-01:"]
    finally:
        sans.close()


def test_sur_un_telephone_les_parties_se_replient_et_s_ouvrent_par_leur_lien(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir, largeur=360, hauteur=740)
    equipe = page.locator("details#equipe")
    expect(equipe).not_to_have_attribute("open", "")
    page.locator(".ancres a[href='#equipe']").click()
    expect(equipe).to_have_attribute("open", "")


def test_un_brouillon_se_garde_pendant_la_frappe_et_se_reprend(ouvrir: Ouvreur) -> None:
    page = ouvrir_un_jeune(ouvrir)
    page.get_by_role("link", name="Noter un événement").click()
    page.get_by_label("En quelques mots").fill("essai inventé")
    expect(page.locator("[data-brouillon-etat]")).to_contain_text("Brouillon gardé")
    page.reload()
    page.get_by_role("link", name="Reprendre le brouillon").click()
    expect(page.get_by_label("En quelques mots")).to_have_value("essai inventé")
    page.get_by_role("button", name="Le jeter").click()
    expect(page.get_by_text("Un brouillon vous attend")).to_have_count(0)
