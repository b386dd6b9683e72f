"""axe on every page of every role, in both themes; nothing wider than a phone, or than a screen at 400 %."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.accessibilite.visite import BUREAU, Etape, visiter
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
TELEPHONE, ZOOM_400 = "téléphone", "zoom 400 %"
ECRANS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    BUREAU: ({"width": 1440, "height": 900}, "light"),
    TELEPHONE: ({"width": 360, "height": 740}, "dark"),
    ZOOM_400: ({"width": 320, "height": 256}, "light"),
}
"""Size and theme; the last is what is left of a screen of 1280 by 1024 at 400 % (WCAG 1.4.10)."""
PRESENTATION = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""Rules whose answer changes with the size and the theme; the others were answered at the first screen."""
BARRE_FIXE = "[...document.querySelectorAll('.navigation')].some(nav => getComputedStyle(nav).position === 'fixed')"
CARTES_INCOMPLETES = """[...document.querySelectorAll('[data-carte-table]')].flatMap((carte) => [
  [!/\\d{4}/.test(carte.querySelector('[data-carte-source]').textContent), 'une carte sans source datée'],
  [!carte.querySelector('.carte-legende li'), 'une carte sans légende'],
  [carte.querySelector('[data-carte-outils]').hidden, 'une carte sans recherche, impression ni image'],
  [carte.querySelector('[data-couche]') && carte.querySelector('.carte-tableau tbody tr')
    && !carte.querySelector('tr[data-de-la-couche]'), 'des couches qui ne filtrent pas le tableau'],
].filter(([faute]) => faute).map(([, mots]) => mots))"""
DEPARTS = {
    "ADMINISTRATION": ("/", "/territoire/sources/"),
    "JEUNE": ("/espace/", "/compte/code/"),
    "FAMILLE": ("/espace/", "/compte/code/"),
}
"""Where a role begins, when its own links are on a page that another has met."""
ESPACE, DANS_L_ESPACE = "espace:", frozenset({"JEUNE", "FAMILLE"})
"""A young person and a parent read the same addresses, not the same pages: each visits them all."""


@pytest.fixture(scope="session")
def visites(serveur: Serveur, navigateur: Browser) -> list[list[Etape]]:
    """What each role saw, of the kinds of pages it was the first to meet."""
    deja: set[str] = {"account_logout"}
    resultat = []
    for role in ROLES_VISITEURS:
        page = navigateur.new_context(viewport=ECRANS[BUREAU][0], reduced_motion="reduce", locale="fr-FR").new_page()
        page.set_default_timeout(30_000)
        se_connecter(page, serveur, role)
        vues = {nom for nom in deja if not nom.startswith(ESPACE)} if role in DANS_L_ESPACE else deja
        departs = DEPARTS.get(role, ("/",))
        resultat.append(visiter(page, serveur.url, role, vues, examiner=examiner, departs=departs))
        page.context.close()
    return resultat


ATTENDUES = {
    "portail": "accueil echeances",
    "agenda": "semaine evenement imports",
    "appui": "demandes demande actions",
    "appui_ressource": "demander",
    "activite": "grille explication qualite retours",
    "cartographie": "offre etudes etude repondre secteurs carte_secteurs interlocuteurs minimiser tournees plan plans "
    "plan_ajuster plan_familles distances_jeune semaine_type factures facture besoins antennes antenne calques calque nouveau_calque ecoles ecole",
    "conventions": "etat liste convention seances decisions",
    "echanges": "orientations orientation recevoir_orientations gap remettre remises",
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
    "pilotage": "retours restitution indicateurs indicateur tableau_de_bord",
    "rapport_annuel": "liste rapport rubrique annexe",
    "reseau": "accueil annuaire offre journal contacts bilans bilan",
    "bibliotheque": "liste fiche questions question entretien",
    "structures": "dispositif etablissements partenaires partenaires_importer partenaires_doublons",
    "territoire": "carte sources imports importer import",
    "comptes": "pourquoi journal code",
    "espace": "accueil semaine equipe projet demandes fiche partage recu droits lectures "
    "documents signaler signalements livret_du_jeune livret_public acces rectifications rectification editer_livret regler",
}
"""Pages that the visit must meet, by context."""


def examiner(page: Page) -> dict[str, list[str]]:
    """Look at the page as it stands on each screen: it is loaded once, the screen changes around it."""
    return {ecran: fautes_de(page, ecran) for ecran in ECRANS}


def fautes_de(page: Page, ecran: str) -> list[str]:
    """What axe finds, one title of the first level, nothing wider than the screen, no fixed bar over a page of a few lines."""
    taille, theme = ECRANS[ecran]
    page.set_viewport_size(taille)
    page.emulate_media(color_scheme=theme)
    trouvees = [] if ecran == ZOOM_400 else regles_violees(page, ecran)
    if page.evaluate("document.documentElement.scrollWidth") > taille["width"]:
        trouvees.append("la page déborde en largeur")
    if ecran == BUREAU and page.locator("h1").count() != 1:
        trouvees.append("la page n'a pas un seul titre h1")
    if ecran == BUREAU:
        trouvees += page.evaluate(CARTES_INCOMPLETES)
    if ecran == ZOOM_400 and page.evaluate(BARRE_FIXE):
        trouvees.append("la barre cache la page")
    return trouvees


def regles_violees(page: Page, ecran: str) -> list[str]:
    choix = {} if ecran == BUREAU else {"runOnly": {"type": "rule", "values": PRESENTATION}}
    trouvees = Axe().run(page, options={"resultTypes": ["violations"], **choix}).response["violations"]
    return [f"{violation['id']} : {violation['nodes'][0]['html'][:140]}" for violation in trouvees]


def par_page(visites: list[list[Etape]], ecran: str) -> dict[str, list[str]]:
    etapes = (etape for siennes in visites for etape in siennes)
    return {f"{e.nom} ({e.role}, {e.chemin})": e.fautes[ecran] for e in etapes if e.fautes.get(ecran)}


def test_la_visite_rencontre_les_pages_du_metier(visites: list[list[Etape]]) -> None:
    rencontrees = {etape.nom for etapes in visites for etape in etapes}
    attendues = {f"{contexte}:{nom}" for contexte, noms in ATTENDUES.items() for nom in noms.split()}
    assert attendues - rencontrees == set()


@pytest.mark.parametrize("ecran", ECRANS)
def test_aucune_page_ne_viole_les_regles_d_accessibilite(visites: list[list[Etape]], ecran: str) -> None:
    assert par_page(visites, ecran) == {}
