"""The steps of docs/guide/scenarios/changer-de-modalite.feature: a change of modality from end to end.

It has its own demonstration: it moves its clock and uses up the sheet of its family.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_bdd import given, parsers, scenarios, then, when

from maillage.socle.domain.calendrier import trimestre_de
from tests.conftest import RACINE
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


TRIMESTRE = str(trimestre_de(PLUS_TARD))
scenarios(str(RACINE / "docs" / "guide" / "scenarios" / "changer-de-modalite.feature"))


@dataclass
class Maison:
    """The demonstration, and one page per person."""

    navigateur: Browser
    serveur: Serveur
    contextes: list[BrowserContext]
    code: str = ""
    jeune: str = ""
    fiche: str = ""
    avant: str = ""
    changements: dict[str, int] = field(default_factory=dict)
    parents: dict[str, Page] = field(default_factory=dict)
    ecran: Page | None = None

    @property
    def coordination(self) -> Page:
        """The screen of the coordinator, kept open from one step to the next."""
        if self.ecran is None:
            self.ecran = self.page("COORDONNATEUR")
        return self.ecran

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


def repondre(maison: Maison, parent: Page, reponse: str) -> None:
    identifiant = maison.fiche.rstrip("/").split("/")[-1]
    parent.goto(f"{maison.serveur.url}/espace/{maison.jeune}/demandes/{identifiant}/")
    parent.get_by_label(reponse).check()
    parent.get_by_role("button", name="Je signe ma réponse").click()


def signer(maison: Maison, parent: Page) -> None:
    repondre(maison, parent, "Oui, je suis d'accord")
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


@given("la coordination et chaque parent ont leur compte")
def _chacun_son_compte(maison: Maison) -> None:
    maison.reconnaitre()
    maison.parents = {"Parent 1": maison.page("FAMILLE"), "Parent 2": maison.page("Parent 2")}


@when(parsers.parse('"{parent}" refuse la fiche qui attend sa réponse'))
def _refuser(maison: Maison, parent: str) -> None:
    page = maison.coordination
    page.goto(maison.adresse(f"liaison/?jeune={maison.jeune}"))
    page.locator("tbody th a").first.click()
    maison.fiche = page.url
    repondre(maison, maison.parents[parent], "Non, je ne suis pas d'accord")


@then("la fiche est refusée et aucune période ne change")
def _refusee(maison: Maison) -> None:
    avant = modalites_du_dossier(maison, maison.coordination)
    maison.coordination.goto(maison.fiche)
    expect(maison.coordination.get_by_text("Refusée").first).to_be_visible()
    assert modalites_du_dossier(maison, maison.coordination) == avant


@when("la coordination rédige une fiche depuis le ruban, pour une nuit par semaine")
def _rediger(maison: Maison) -> None:
    maison.fiche = rediger_depuis_le_ruban(maison, maison.coordination)


@then("elle est adressée à la MDPH, à la CAF et au conseil départemental, et à personne d'autre")
def _sans_l_ecole(maison: Maison) -> None:
    assert tuple(destinataires(maison)) == SANS_ECOLE


@when(parsers.parse('"{parent}" signe son accord'))
def _signer(maison: Maison, parent: str) -> None:
    signer(maison, maison.parents[parent])


@when("la coordination essaie d'envoyer la fiche avant la fin du délai")
def _trop_tot(maison: Maison) -> None:
    essayer_trop_tot(maison.coordination, maison.fiche)


@then("l'envoi est refusé, et le refus inscrit au journal")
def _envoi_refuse(maison: Maison) -> None:
    expect(maison.coordination.get_by_text("Le délai de rétractation court encore").first).to_be_visible()
    direction = maison.page("DIRECTION")
    direction.goto(f"{maison.serveur.url}/compte/journal/?nature=REFUS&acte=transmettre")
    expect(direction.get_by_text("transmettre a tous").first).to_be_visible()


@when("la coordination applique la fiche au parcours dès maintenant")
def _appliquer(maison: Maison) -> None:
    page = maison.coordination
    maison.avant = modalites_du_dossier(maison, page)
    page.goto(maison.fiche)
    confirmer(page, "Appliquer au parcours dès maintenant", "Appliquer au parcours")
    assert "Accueil de nuit" in modalites_du_dossier(maison, page)


@when(parsers.parse('"{parent}" change d\'avis'))
def _se_retracter(maison: Maison, parent: str) -> None:
    maison.parents[parent].reload()
    maison.parents[parent].get_by_role("button", name="Je change d'avis").click()


@then("les périodes d'avant sont revenues")
def _revenues(maison: Maison) -> None:
    assert modalites_du_dossier(maison, maison.coordination) == maison.avant
    maison.coordination.goto(maison.fiche)
    expect(maison.coordination.get_by_text("Rétractation").first).to_be_visible()


@when("la coordination propose le même changement plus tard, avec un changement à l'école")
def _reproposer(maison: Maison) -> None:
    maison.changements = changements(maison, TRIMESTRE)
    maison.fiche = reproposer_avec_l_ecole(maison.coordination, maison.fiche)


@then("elle est aussi adressée aux acteurs de l'école")
def _avec_l_ecole(maison: Maison) -> None:
    assert set(destinataires(maison)) == {*SANS_ECOLE, *ECOLE}


@when("le délai passe, et la coordination envoie à chacun son lien personnel")
def _envoyer(maison: Maison) -> None:
    passer_le_delai_et_envoyer(maison.coordination, maison.fiche)


@then("l'école ouvre son lien avec le code reçu, et ne lit que son extrait")
def _l_ecole_lit(maison: Maison) -> None:
    l_ecole_lit_son_extrait(maison)
    maison.coordination.goto(maison.fiche)
    expect(maison.coordination.get_by_text("Lu 1 fois")).to_be_visible()


@when("la coordination met la fiche en vigueur")
def _en_vigueur(maison: Maison) -> None:
    confirmer(maison.coordination, "Mettre en vigueur", "Mettre en vigueur")


@then("le parcours a changé, et le compte du trimestre suit")
def _le_compte_suit(maison: Maison) -> None:
    assert "Accueil de nuit" in modalites_du_dossier(maison, maison.coordination)
    apres, avant = changements(maison, TRIMESTRE), maison.changements
    assert apres == {"total": avant["total"] + 1, "sans_fiche": avant["sans_fiche"]}


def destinataires(maison: Maison) -> list[str]:
    noms = maison.coordination.locator("section[aria-labelledby=liaison-destinataires] strong")
    noms.first.wait_for()
    return noms.all_inner_texts()


def essayer_trop_tot(page: Page, fiche: str) -> None:
    page.goto(f"{fiche}envoyer/")
    for champ in page.locator("input[type=email]").all():
        champ.fill("trop-tot@demo.maillage.test")
    page.get_by_role("button", name="Envoyer les liens").click()


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
