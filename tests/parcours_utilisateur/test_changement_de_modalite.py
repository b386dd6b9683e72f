"""A change of modality from end to end, in the demonstration: drafted on the ribbon, signed by two parents with their own accounts, refused when
sent too early, withdrawn and given back, signed again, its period passed by the test clock, sent to exactly those it calls for, read by the school
through its link, and followed by the count.

It has its own demonstration: it moves its clock and uses up the sheet of its family.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from maillage.socle.domain.calendrier import trimestre_de
from tests.navigateur import Serveur, chromium_present, demonstration, se_connecter

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(600)]
AUJOURD_HUI = dt.date.today()
BIENTOT = AUJOURD_HUI + dt.timedelta(days=3)
"""An effect before the end of the period, with a reason."""
PLUS_TARD = AUJOURD_HUI + dt.timedelta(days=50)
"""An effect after thirty clear days, whatever the holidays."""
MOTS = {
    "champ_decision_cdaph": "Décision inventée, valable trois ans",
    "champ_evaluation": "L'équipe, l'école et la famille voient le même besoin de souffler.",
    "champ_souhaits_jeune": "Rester avec ma classe",
    "champ_souhaits_famille": "Une nuit par semaine",
}
SANS_ECOLE = ("MDPH", "CAF ou MSA", "Conseil départemental")
ECOLE = (
    "Service départemental de l'école inclusive (DSDEN)",
    "Enseignant référent (ERSEH)",
    "Directeur ou chef de l'établissement visé",
)


@dataclass
class Maison:
    """The demonstration, and one page per person."""

    navigateur: Browser
    serveur: Serveur
    contextes: list[BrowserContext]
    code: str = ""
    jeune: str = ""

    def page(self, qui: str | None) -> Page:
        contexte = self.navigateur.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
        self.contextes.append(contexte)
        page = contexte.new_page()
        page.set_default_timeout(20_000)
        if qui == "Parent 2":
            page.goto(f"{self.serveur.url}/compte/connexion/")
            page.get_by_role("button", name="comme Parent 2").first.click()
            page.wait_for_url(lambda url: "connexion" not in url)
        elif qui:
            se_connecter(page, self.serveur, qui)
        return page

    def adresse(self, suite: str) -> str:
        return f"{self.serveur.url}/dispositifs/{self.code}/{suite}"

    def reconnaitre(self) -> None:
        """Find the young person of the family, as their parent sees it, and the dispositif, as its coordinator does."""
        parent = self.page("FAMILLE")
        self.jeune = re.search(r"/espace/(\w+)/", parent.content()).group(1)  # type: ignore[union-attr]
        coordination = self.page("COORDONNATEUR")
        self.code = re.search(r"/dispositifs/([\w-]+)/", coordination.content()).group(1)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def serveur_a_part(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    if not chromium_present():
        pytest.skip("chromium est absent")
    with demonstration(tmp_path_factory.mktemp("demonstration-a-part")) as en_marche:
        yield en_marche


@pytest.fixture
def maison(serveur_a_part: Serveur, navigateur: Browser) -> Iterator[Maison]:
    maison = Maison(navigateur, serveur_a_part, [])
    yield maison
    for contexte in maison.contextes:
        contexte.close()


def confirmer(page: Page, lien: str, bouton: str) -> None:
    page.get_by_role("link", name=lien).click()
    page.get_by_role("button", name=bouton).click()


def rediger_depuis_le_ruban(maison: Maison, page: Page) -> str:
    """Day care stops on the eve, one night begins: the ribbon drafts the sheet; returns its address."""
    page.goto(maison.adresse(f"jeunes/fiche/{maison.jeune}/"))
    page.get_by_role("link", name="Préparer un changement").first.click()
    page.locator("[data-changement=AJ] input[name^=fin_]").first.fill((BIENTOT - dt.timedelta(days=1)).isoformat())
    page.locator("input[name=debut_AN]").fill(BIENTOT.isoformat())
    page.get_by_role("button", name="Rédiger la fiche de liaison").click()
    expect(page.locator("input[name=effet]")).to_have_value(BIENTOT.isoformat())
    for nom, coche in (("avec_AJ", False), ("avec_AN", True), ("avec_PMO", True)):
        expect(page.locator(f"input[name={nom}]")).to_be_checked(checked=coche)
    expect(page.locator("input[name=nom_1]")).to_have_value(re.compile("Claude"))
    page.locator("input[name=propose_AN]").fill("1")
    ecrire(page, {**MOTS, "motif_anticipation": "La famille a besoin de souffler dès cette semaine."})
    return proposer(page)


def ecrire(page: Page, mots: dict[str, str]) -> None:
    page.locator("details.liaison-pli").evaluate_all("plis => plis.forEach((pli) => { pli.open = true; })")
    for nom, valeur in mots.items():
        page.locator(f"[name={nom}]").fill(valeur)


def proposer(page: Page) -> str:
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    confirmer(page, "Commencer l'évaluation", "Commencer l'évaluation")
    confirmer(page, "Proposer à la famille", "Proposer la fiche")
    expect(page.get_by_text("En attente de signature")).to_be_visible()
    return page.url


def signer(maison: Maison, parent: Page, fiche: str) -> None:
    identifiant = fiche.rstrip("/").split("/")[-1]
    parent.goto(f"{maison.serveur.url}/espace/{maison.jeune}/demandes/{identifiant}/")
    parent.get_by_label("Oui, je suis d'accord").check()
    parent.get_by_role("button", name="Je signe ma réponse").click()
    expect(parent.get_by_text(re.compile(r"oui, \w+ \d"))).not_to_have_count(0)


def modalites_du_dossier(maison: Maison, page: Page) -> str:
    page.goto(maison.adresse(f"jeunes/fiche/{maison.jeune}/"))
    return page.locator(".ruban-mots").inner_text() + page.locator(".ruban-mots ol").text_content()  # type: ignore[operator]


def changements(maison: Maison, trimestre: str) -> dict[str, int]:
    """Changes of modality of a quarter, as the figures of the direction say them: in all, and without a sheet."""
    page = maison.page("DIRECTION")
    reponse = page.request.get(maison.adresse(f"activite/chiffres/?periode={trimestre}&format=csv"))
    chiffres = {
        ligne[-1]: ligne[2] for ligne in csv.reader(io.StringIO(reponse.text()), delimiter=";") if len(ligne) > 4
    }
    return {nom: int(re.sub(r"\D", "", chiffres[f"changements.{nom}"])) for nom in ("total", "sans_fiche")}


def test_du_jour_au_milieu_ordinaire_plus_une_nuit(maison: Maison) -> None:
    maison.reconnaitre()
    coordination, mere, pere = maison.page("COORDONNATEUR"), maison.page("FAMILLE"), maison.page("Parent 2")
    coordination.goto(maison.adresse(f"liaison/?jeune={maison.jeune}"))
    coordination.locator("tbody th a").first.click()
    confirmer(coordination, "Annuler la fiche", "Annuler la fiche")

    fiche = rediger_depuis_le_ruban(maison, coordination)
    destinataires = coordination.locator("section[aria-labelledby=liaison-destinataires] strong")
    assert tuple(destinataires.all_inner_texts()) == SANS_ECOLE
    signer(maison, mere, fiche)
    signer(maison, pere, fiche)
    un_envoi_trop_tot_est_refuse_et_inscrit(maison, coordination, fiche)
    un_retrait_rend_les_periodes(maison, coordination, pere, fiche)

    trimestre = str(trimestre_de(PLUS_TARD))
    avant = changements(maison, trimestre)
    seconde = reproposer_avec_l_ecole(coordination, fiche)
    assert set(destinataires.all_inner_texts()) == {*SANS_ECOLE, *ECOLE}
    signer(maison, mere, seconde)
    signer(maison, pere, seconde)
    passer_le_delai_et_envoyer(coordination, seconde)
    l_ecole_lit_son_extrait(maison)
    coordination.goto(seconde)
    expect(coordination.get_by_text("Lu 1 fois")).to_be_visible()
    confirmer(coordination, "Mettre en vigueur", "Mettre en vigueur")
    assert "Accueil de nuit" in modalites_du_dossier(maison, coordination)
    apres = changements(maison, trimestre)
    assert apres == {"total": avant["total"] + 1, "sans_fiche": avant["sans_fiche"]}


def un_envoi_trop_tot_est_refuse_et_inscrit(maison: Maison, page: Page, fiche: str) -> None:
    page.goto(f"{fiche}envoyer/")
    for champ in page.locator("input[type=email]").all():
        champ.fill("trop-tot@demo.maillage.test")
    page.get_by_role("button", name="Envoyer les liens").click()
    expect(page.get_by_text("Le délai de rétractation court encore").first).to_be_visible()
    direction = maison.page("DIRECTION")
    direction.goto(f"{maison.serveur.url}/compte/journal/?nature=REFUS&acte=transmettre")
    expect(direction.get_by_text("transmettre a tous").first).to_be_visible()


def un_retrait_rend_les_periodes(maison: Maison, page: Page, parent: Page, fiche: str) -> None:
    avant = modalites_du_dossier(maison, page)
    page.goto(fiche)
    confirmer(page, "Appliquer au parcours dès maintenant", "Appliquer au parcours")
    assert "Accueil de nuit" in modalites_du_dossier(maison, page)
    parent.reload()
    parent.get_by_role("button", name="Je change d'avis").click()
    assert modalites_du_dossier(maison, page) == avant
    page.goto(fiche)
    expect(page.get_by_text("Rétractation").first).to_be_visible()


def reproposer_avec_l_ecole(page: Page, fiche: str) -> str:
    """The same change, later, and this time the school plan changes too: thirty clear days, and the school is told."""
    page.goto(fiche)
    page.get_by_role("link", name="Nouvelle proposition").click()
    page.locator("input[name=effet]").fill(PLUS_TARD.isoformat())
    ecrire(page, {"motif_anticipation": ""})
    page.locator("input[name=pps_modifie]").check()
    return proposer(page)


def passer_le_delai_et_envoyer(page: Page, fiche: str) -> None:
    page.goto(fiche)
    page.get_by_role("button", name="Avancer l'horloge d'essai à la fin du délai").click()
    expect(page.get_by_text("Horloge d'essai")).to_be_visible()
    page.get_by_role("link", name="Envoyer à tous par lien personnel").click()
    champs = page.locator("input[type=email]")
    expect(champs).to_have_count(len(SANS_ECOLE) + len(ECOLE))
    for champ in champs.all():
        champ.fill(f"{champ.get_attribute('name')}@demo.maillage.test".replace("_", "-").lower())
    page.get_by_role("button", name="Envoyer les liens").click()
    expect(page.get_by_text("Transmise", exact=True).first).to_be_visible()


def l_ecole_lit_son_extrait(maison: Maison) -> None:
    """The page « Courriels » of a demonstration shows what the school would have received: the link, then the code."""
    direction, ecole = maison.page("DIRECTION"), maison.page(None)
    lien = courriel_recu(maison, direction, "courriel-ecole@", "Un document", r"https?://\S+?(/partage/\S+)")
    ecole.goto(f"{maison.serveur.url}{lien}")
    ecole.get_by_role("button", name="M'envoyer un code").click()
    code = courriel_recu(maison, direction, "courriel-ecole@", "Votre code", r"(\d{4} \d{4})")
    ecole.get_by_label("Code reçu par courriel").fill(code)
    ecole.get_by_role("button", name="Ouvrir le document").click()
    expect(ecole.get_by_role("heading", name="Extrait de fiche de liaison")).to_be_visible()
    expect(ecole.get_by_text("Le PPS change")).to_be_visible()
    expect(ecole.get_by_text(MOTS["champ_evaluation"])).to_have_count(0)


def courriel_recu(maison: Maison, page: Page, adresse: str, objet: str, motif: str) -> str:
    page.goto(f"{maison.serveur.url}/socle/courriels/?mots={adresse}")
    page.get_by_role("link", name=objet).first.click()
    trouve = re.search(motif, page.locator(".courriel-texte").inner_text())
    assert trouve is not None
    return trouve.group(1)
