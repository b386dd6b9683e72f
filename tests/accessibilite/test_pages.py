"""axe on every page of every role, in both themes, and nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.accessibilite.visite import Etape, visiter
from tests.navigateur import Serveur, se_connecter

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(900)]
ROLES_VISITEURS = (
    "DIRECTION",
    "COORDONNATEUR",
    "PROFESSIONNEL",
    "ADMINISTRATION",
    "DPO",
    "ORGANISME",
    "ARS",
    "MISSION",
    "JEUNE",
    "FAMILLE",
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
ZOOM_400 = {"width": 320, "height": 256}
"""What is left of a screen of 1280 by 1024 at 400 % (WCAG 1.4.10)."""
ESPACE, DANS_L_ESPACE = "espace:", frozenset({"JEUNE", "FAMILLE"})
"""A young person and a parent read the same addresses, not the same pages: each visits them all."""


@pytest.fixture(scope="session")
def visites(serveur: Serveur, navigateur: Browser) -> Iterator[list[tuple[Page, list[Etape]]]]:
    """One signed-in page per role, and the kinds of pages it was the first to meet."""
    deja: set[str] = {"account_logout"}
    resultat = []
    for role in ROLES_VISITEURS:
        page = navigateur.new_context(viewport=DESK, color_scheme="light", locale="fr-FR").new_page()
        page.set_default_timeout(30_000)
        se_connecter(page, serveur, role)
        if role in DANS_L_ESPACE:
            vues = {nom for nom in deja if not nom.startswith(ESPACE)}
            departs = ("/espace/", "/compte/code/")
            resultat.append((page, visiter(page, serveur.url, role, vues, examiner=fautes_de, departs=departs)))
            continue
        resultat.append((page, visiter(page, serveur.url, role, deja, examiner=fautes_de)))
    yield resultat
    for page, _ in resultat:
        page.context.close()


ATTENDUES = {
    "portail": "accueil echeances",
    "agenda": "semaine evenement imports",
    "appui": "demandes demande actions",
    "appui_ressource": "demander",
    "activite": "grille explication qualite retours",
    "cartographie": "offre etudes etude repondre secteurs carte_secteurs tournees plan besoins antennes antenne",
    "conventions": "etat liste convention seances decisions",
    "formations": "catalogue formation sessions session besoins chiffres",
    "soutien": "demandes demande visites recommandations historique",
    "cpom": "fiches fiche indicateurs",
    "enquetes": "liste enquete resultats",
    "reconnaissance": "dossiers dossier",
    "rencontres": "liste rencontre inscriptions questions publiques",
    "parcours": "commissions demande entree_sortie jeunes jeune",
    "projet": "projets projet facile ecocarte prestations",
    "carte_de_vie": "liste carte ajouter ressentis",
    "ma_carte": "carte lieu ajouter partager imprimer",
    "pilotage": "retours restitution indicateurs indicateur",
    "rapport_annuel": "liste rapport rubrique annexe",
    "reseau": "accueil annuaire offre journal contacts bilans bilan",
    "bibliotheque": "liste fiche questions question entretien",
    "structures": "dispositif etablissements partenaires partenaires_importer",
    "territoire": "carte",
    "comptes": "pourquoi journal code",
    "espace": "accueil semaine equipe projet demandes fiche partage recu droits lectures "
    "documents signaler signalements livret_du_jeune livret_public acces rectifications rectification editer_livret regler",
}
"""Pages that the visit must meet, by context."""


def fautes_de(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one title of the first level, nothing wider than the screen."""
    trouvees = [f"{v['id']} : {v['nodes'][0]['html'][:140]}" for v in Axe().run(page).response["violations"]]
    taille = page.viewport_size
    assert taille is not None
    if page.evaluate("document.documentElement.scrollWidth") > taille["width"]:
        trouvees.append("la page déborde en largeur")
    if page.locator("h1").count() != 1:
        trouvees.append("la page n'a pas un seul titre h1")
    return trouvees


def par_page(fautes: Iterable[tuple[Etape, list[str]]]) -> dict[str, list[str]]:
    return {f"{etape.nom} ({etape.role}, {etape.chemin})": siennes for etape, siennes in fautes if siennes}


def test_la_visite_rencontre_les_pages_du_metier(visites: list[tuple[Page, list[Etape]]]) -> None:
    rencontrees = {etape.nom for _, etapes in visites for etape in etapes}
    attendues = {f"{contexte}:{nom}" for contexte, noms in ATTENDUES.items() for nom in noms.split()}
    assert attendues - rencontrees == set()


def test_aucune_page_ne_viole_les_regles_d_accessibilite_au_bureau(visites: list[tuple[Page, list[Etape]]]) -> None:
    assert par_page((etape, etape.fautes) for _, etapes in visites for etape in etapes) == {}


def test_aucune_page_ne_viole_les_regles_d_accessibilite_au_telephone(
    visites: list[tuple[Page, list[Etape]]], serveur: Serveur
) -> None:
    fautes = []
    for page, etapes in visites:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark")
        for etape in etapes:
            page.goto(serveur.url + etape.chemin)
            fautes.append((etape, fautes_de(page)))
    assert par_page(fautes) == {}


def test_l_espace_se_lit_a_quatre_cents_pour_cent(visites: list[tuple[Page, list[Etape]]], serveur: Serveur) -> None:
    fautes: dict[str, list[str]] = {}
    for page, etapes in visites:
        page.set_viewport_size(ZOOM_400)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        for etape in etapes:
            if not etape.nom.startswith(ESPACE):
                continue
            page.goto(serveur.url + etape.chemin)
            trouvees = []
            if page.evaluate("document.documentElement.scrollWidth") > ZOOM_400["width"]:
                trouvees.append("la page déborde en largeur")
            if page.locator(".navigation").count() and page.locator(".navigation").evaluate(
                "nav => getComputedStyle(nav).position === 'fixed'"
            ):
                trouvees.append("la barre cache la page")
            if trouvees:
                fautes[f"{etape.nom} ({etape.role}, {etape.chemin})"] = trouvees
    assert fautes == {}
