"""The steps of the scenarios: what a person does and sees, in French, played in a real browser on the demonstration.

The same text is the user guide (`docs/guide/scenarios/`, see scripts/rediger_guide.py): a step says what is clicked by the words on the screen.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_bdd import given, parsers, then, when

from tests.conftest import RACINE
from tests.navigateur import LIBELLES_DE_DEMONSTRATION, Serveur, se_connecter

BUREAU, TELEPHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
SIX_SEMAINES, LECTURE_MS = 43, 5500
HORLOGE = "horloge-essai"
"""The file of the test clock, in the data folder of the demonstration (maillage.socle.horloge)."""
IMAGES = os.environ.get("MAILLAGE_IMAGES_DU_GUIDE", "")
"""Folder where the pictures of the guide are written anew; empty: no picture is taken."""


@dataclass
class Ecran:
    """What the person of the scenario has before their eyes."""

    navigateur: Browser
    serveur: Serveur
    taille: dict[str, int] = field(default_factory=lambda: dict(BUREAU))
    ouverte: Page | None = None

    @property
    def page(self) -> Page:
        if self.ouverte is None:
            contexte = self.navigateur.new_context(viewport=self.taille, locale="fr-FR", timezone_id="Europe/Paris")  # type: ignore[arg-type]
            self.ouverte = contexte.new_page()
            self.ouverte.set_default_timeout(30_000)
        return self.ouverte

    def fermer(self) -> None:
        if self.ouverte is not None:
            self.ouverte.context.close()
            self.ouverte = None


@pytest.fixture
def ecran(navigateur: Browser, serveur: Serveur) -> Iterator[Ecran]:
    ecran = Ecran(navigateur, serveur)
    yield ecran
    ecran.fermer()
    (serveur.donnees / HORLOGE).unlink(missing_ok=True)


def _element(page: Page, nom: str) -> object:
    """A button, a link, a tab or a summary bearing these words (the beginning is enough)."""
    motif = re.compile(rf"^\s*{re.escape(nom)}", re.IGNORECASE)
    trouves = (
        page.get_by_role("button", name=motif)
        .or_(page.get_by_role("link", name=motif))
        .or_(page.locator("summary").filter(has_text=motif))
    )
    return trouves.locator("visible=true").first


@given(parsers.parse("je regarde sur un téléphone"))
def _sur_un_telephone(ecran: Ecran) -> None:
    ecran.taille = dict(TELEPHONE)


@given(parsers.parse('je suis connecté comme "{role}"'))
@when(parsers.parse('je me connecte comme "{role}"'))
def _connecte(ecran: Ecran, role: str) -> None:
    ecran.fermer()
    ecran.page.goto(f"{ecran.serveur.url}/compte/connexion/")
    ecran.page.get_by_role("button", name=f"comme {LIBELLES_DE_DEMONSTRATION.get(role, role)}").first.click()
    ecran.page.wait_for_url(lambda url: "connexion" not in url)


@given(parsers.parse("je n'ai pas de compte"))
def _sans_compte(ecran: Ecran) -> None:
    ecran.page.goto(f"{ecran.serveur.url}/compte/connexion/")


@when(parsers.parse('j\'ouvre la page "{chemin}"'))
def _ouvrir(ecran: Ecran, chemin: str) -> None:
    ecran.page.goto(ecran.serveur.url + chemin)


@when(parsers.parse('j\'ouvre "{entree}" dans le menu'))
def _menu(ecran: Ecran, entree: str) -> None:
    lien = ecran.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^\s*{re.escape(entree)}\s*$"))
    ecran.page.get_by_role("navigation").locator("a").first.wait_for(state="attached")
    if not lien.first.is_visible():
        for repli in ecran.page.get_by_role("navigation").locator("summary").all():
            if repli.is_visible() and not lien.first.is_visible():
                repli.click()
    lien.first.click()


@when(parsers.parse('je clique sur "{nom}"'))
def _cliquer(ecran: Ecran, nom: str) -> None:
    _element(ecran.page, nom).click()  # type: ignore[attr-defined]


@when(parsers.parse('je valide "{nom}"'))
def _valider(ecran: Ecran, nom: str) -> None:
    ecran.page.locator("main").get_by_role("button", name=re.compile(rf"^\s*{re.escape(nom)}\s*$")).first.click()


@when("je coche tout ce qui reste à faire")
def _tout_cocher(ecran: Ecran) -> None:
    restants = ecran.page.locator("main").get_by_role("button", name=re.compile("^C'est fait"))
    restants.first.wait_for()
    for reste in reversed(range(restants.count())):
        restants.first.click()
        expect(restants).to_have_count(reste)


def _tous(page: Page, champ: str) -> list[Locator]:
    """Every field whose label begins with these words, once the page that bears them has come."""
    trouves = page.get_by_label(re.compile(rf"^\s*{re.escape(champ)}"))
    trouves.first.wait_for()
    page.wait_for_load_state("domcontentloaded")
    return trouves.all()


@when(parsers.parse('je remplis chaque "{champ}" avec "{valeur}"'))
def _remplir_chaque(ecran: Ecran, champ: str, valeur: str) -> None:
    for rang, trouve in enumerate(_tous(ecran.page, champ), start=1):
        trouve.fill(f"{valeur}-{rang}")


@when(parsers.parse("je date \"{champ}\" d'aujourd'hui"))
def _dater_le_premier(ecran: Ecran, champ: str) -> None:
    _tous(ecran.page, champ)[0].fill(dt.date.today().isoformat())


@when(parsers.parse("je date chaque \"{champ}\" d'aujourd'hui"))
def _dater(ecran: Ecran, champ: str) -> None:
    for trouve in _tous(ecran.page, champ):
        trouve.fill(dt.date.today().isoformat())


@when(parsers.parse('je clique sur le premier "{quoi}" de la liste'))
def _premier(ecran: Ecran, quoi: str) -> None:
    ecran.page.locator("main table tbody tr, main ul.liste > li, main .carte, main article").filter(
        has=ecran.page.locator("a")
    ).first.locator("a").first.click()


@when(parsers.parse('je remplis "{champ}" avec "{valeur}"'))
def _remplir(ecran: Ecran, champ: str, valeur: str) -> None:
    ecran.page.get_by_label(re.compile(rf"^\s*{re.escape(champ)}", re.IGNORECASE)).first.fill(valeur)


@when(parsers.parse('je choisis "{option}" dans "{champ}"'))
def _choisir(ecran: Ecran, option: str, champ: str) -> None:
    liste = ecran.page.get_by_label(re.compile(rf"^\s*{re.escape(champ)}", re.IGNORECASE)).first
    liste.wait_for()
    libelles = [texte.strip() for texte in liste.locator("option").all_inner_texts()]
    liste.select_option(label=next(libelle for libelle in libelles if libelle.startswith(option)))


@when(parsers.parse('je coche "{case}"'))
def _cocher(ecran: Ecran, case: str) -> None:
    ecran.page.get_by_label(re.compile(rf"^\s*{re.escape(case)}", re.IGNORECASE)).first.check()


@when(parsers.parse("je relis avant d'envoyer"))
def _relire(ecran: Ecran) -> None:
    ecran.page.wait_for_timeout(max(0, LECTURE_MS - ecran.page.evaluate("performance.now()")))


@when(parsers.parse("je reviens en arrière"))
def _revenir(ecran: Ecran) -> None:
    ecran.page.go_back()


@then(parsers.parse('le titre de la page est "{titre}"'))
def _titre(ecran: Ecran, titre: str) -> None:
    expect(ecran.page.locator("h1").first).to_contain_text(titre)


@then(parsers.parse('je vois "{texte}"'))
def _voir(ecran: Ecran, texte: str) -> None:
    expect(ecran.page.locator("main").get_by_text(texte).locator("visible=true").first).to_be_visible()


@then(parsers.parse('je ne vois pas "{texte}"'))
def _ne_pas_voir(ecran: Ecran, texte: str) -> None:
    expect(ecran.page.locator("body").get_by_text(texte).locator("visible=true")).to_have_count(0)


@then(parsers.parse('un fichier "{extension}" m\'est proposé par "{nom}"'))
def _fichier(ecran: Ecran, extension: str, nom: str) -> None:
    with ecran.page.expect_download() as attendu:
        _element(ecran.page, nom).click()  # type: ignore[attr-defined]
    assert attendu.value.suggested_filename.endswith(extension)


@then(parsers.parse('"{nom}" donne un document PDF à imprimer'))
def _pdf(ecran: Ecran, nom: str) -> None:
    adresse = _element(ecran.page, nom).get_attribute("href")  # type: ignore[attr-defined]
    reponse = ecran.page.request.get(ecran.serveur.url + adresse, timeout=60_000)
    assert reponse.body().startswith(b"%PDF")


@then(parsers.parse("l'adresse m'est refusée"))
def _refusee(ecran: Ecran) -> None:
    reponse = ecran.page.request.get(ecran.page.url)
    assert reponse.status in (403, 404)


@then(parsers.parse('je garde l\'image "{nom}"'))
def _image(ecran: Ecran, nom: str) -> None:
    if IMAGES:
        ecran.page.screenshot(path=Path(IMAGES) / f"{nom}.png", animations="disabled")


def _equipe(ecran: Ecran) -> Page:
    """The screen of someone of the dispositif, beside that of the person of the scenario."""
    page = ecran.navigateur.new_context(viewport=BUREAU, locale="fr-FR").new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    se_connecter(page, ecran.serveur, "DIRECTION")
    return page


def _ouvrir_la_demande(page: Page, structure: str) -> None:
    page.get_by_role("navigation").get_by_text("Réseau", exact=True).first.click()
    page.get_by_role("navigation").get_by_role("link", name="Appui-ressource").first.click()
    page.wait_for_url("**/appui/**")
    page.goto(f"{page.url.split('?')[0]}?etat=toutes&recherche={structure}")
    page.locator("main tbody th a").first.click()


@when(parsers.parse('l\'équipe du dispositif répond à "{structure}" par "{texte}"'))
def _l_equipe_repond(ecran: Ecran, structure: str, texte: str) -> None:
    page = _equipe(ecran)
    _ouvrir_la_demande(page, structure)
    page.get_by_role("link", name="Répondre").click()
    page.get_by_label("Votre message").fill(texte)
    page.get_by_role("button", name="Répondre").click()
    expect(page.locator("main").get_by_text(texte)).to_be_visible()
    page.context.close()


@when(parsers.parse("six semaines passent"))
def _six_semaines(ecran: Ecran) -> None:
    (ecran.serveur.donnees / HORLOGE).write_text(str(SIX_SEMAINES), encoding="utf-8")
    reglages = {"MAILLAGE_DONNEES": str(ecran.serveur.donnees), "MAILLAGE_DEMONSTRATION": "1"}
    environnement = {cle: valeur for cle, valeur in os.environ.items() if cle != "DATABASE_URL"}
    commande = [sys.executable, str(RACINE / "manage.py"), "entretenir_appui"]
    subprocess.run(commande, env={**environnement, **reglages}, check=True, capture_output=True)


@when(parsers.parse('j\'ouvre le lien du courriel "{objet}"'))
def _lien_du_courriel(ecran: Ecran, objet: str) -> None:
    page = _equipe(ecran)
    page.goto(f"{ecran.serveur.url}/socle/courriels/?mots=ecole-des-essais")
    page.get_by_role("link", name=re.compile(re.escape(objet))).first.click()
    texte = page.locator(".courriel-texte").inner_text()
    lien = re.search(r"https?://[^/\s]+(/\S+)", texte)
    assert lien
    page.context.close()
    ecran.page.goto(ecran.serveur.url + lien[1])


@then(parsers.parse('l\'équipe du dispositif lit "{texte}"'))
def _l_equipe_lit(ecran: Ecran, texte: str) -> None:
    page = _equipe(ecran)
    _ouvrir_la_demande(page, "Essais")
    expect(page.locator("body").get_by_text(texte).first).to_be_visible()
    page.context.close()
