"""The main job, as a direction does it: import a week, confirm it on a phone, see the count move, freeze the quarter, correct, compare."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from maillage.socle.domain.calendrier import trimestre_de
from tests.fixtures_navigateur import Ouvreur

pytestmark = pytest.mark.navigateur
LUNDI = dt.date.today() - dt.timedelta(days=dt.date.today().weekday() + 7)
JEUDI = LUNDI + dt.timedelta(days=3)
TRIMESTRE = str(trimestre_de(JEUDI))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITRE = "Repas accompagné"
COLONNES = ("Date", "Début", "Fin", "Jeunes", "Professionnels", "Catégorie", "Modalité", "Titre", "Référence")


def semaine_en_xlsx(jeune: str, professionnel: str) -> bytes:
    """A new week as another program would export it: one meal a day, twelve thirty to one thirty."""
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    feuille = classeur.add_worksheet()
    feuille.write_row(0, 0, COLONNES)
    for rang in range(5):
        jour = (LUNDI + dt.timedelta(days=rang)).strftime("%d/%m/%Y")
        ligne = (
            jour,
            "12:30",
            "13:30",
            jeune,
            professionnel,
            "Avec le jeune",
            "Accueil de jour",
            TITRE,
            f"REPAS-{rang}",
        )
        feuille.write_row(rang + 1, 0, ligne)
    classeur.close()
    return tampon.getvalue()


def minutes_de_la_semaine(page: Page, racine: str, jeune: str) -> int:
    annee, numero, _ = JEUDI.isocalendar()
    page.goto(
        f"{racine}activite/explication/?periode={TRIMESTRE}&mesure=semaine&jeune={jeune}&semaine={annee}-W{numero:02d}"
    )
    texte = page.locator(".panneau tfoot strong").inner_text()
    return int(re.sub(r"\D", "", texte))


def importer(page: Page, racine: str, contenu: bytes) -> None:
    page.goto(f"{racine}agenda/imports/nouveau/")
    page.set_input_files("input[type=file]", {"name": "semaine.xlsx", "mimeType": XLSX, "buffer": contenu})
    page.fill("input[name=source]", "Planning des repas")
    page.get_by_role("button", name="Déposer et voir la suite").click()
    page.get_by_role("button", name="Voir l'aperçu").click()
    expect(page.get_by_text("Aperçu prêt, rien n'est encore écrit")).to_be_visible()
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_text("5 ajoutés")).to_be_visible()


def confirmer_lundi(telephone: Page, racine: str) -> None:
    telephone.goto(f"{racine}agenda/?jour={LUNDI.isoformat()}&agenda=tous")
    telephone.get_by_role("button", name=re.compile("^Confirmer la journée")).click()
    expect(telephone.get_by_role("status").first).to_contain_text("confirm")


def jeune_de_la_semaine(page: Page, racine: str) -> tuple[str, str]:
    """The first young person that the grid counts in the last weeks: (identifier, name)."""
    page.goto(f"{racine}activite/?periode={TRIMESTRE}&tri=total")
    lien = page.locator(".grille tbody th a").first
    adresse = lien.get_attribute("href") or ""
    return adresse.rstrip("/").split("/")[-1], lien.inner_text().strip()


@pytest.fixture
def bureau(ouvrir: Ouvreur) -> Page:
    return ouvrir("DIRECTION")


def racine_de(page: Page) -> str:
    """The address of the dispositif of the signed-in person."""
    trouve = re.search(r"/dispositifs/[\w-]+/", page.content())
    assert trouve is not None
    origine = page.evaluate("location.origin")
    return f"{origine}{trouve[0]}"


def test_de_l_import_d_une_semaine_au_retour_fige_et_a_ses_differences(bureau: Page, ouvrir: Ouvreur) -> None:
    racine = racine_de(bureau)
    jeune, nom = jeune_de_la_semaine(bureau, racine)
    bureau.goto(f"{racine}agenda/semaine/?jour={LUNDI.isoformat()}")
    professionnel = bureau.locator("select[name=agenda] option[value^=pro]").first.inner_text().strip()
    avant = minutes_de_la_semaine(bureau, racine, jeune)
    importer(bureau, racine, semaine_en_xlsx(nom, professionnel))
    assert minutes_de_la_semaine(bureau, racine, jeune) == avant

    telephone = ouvrir("DIRECTION", largeur=360, hauteur=740, has_touch=True, is_mobile=True)
    confirmer_lundi(telephone, racine)
    assert minutes_de_la_semaine(bureau, racine, jeune) > avant
    expect(bureau.locator(".panneau tbody")).to_contain_text(TITRE)

    figer_et_transmettre(bureau, racine)
    corriger_un_evenement(bureau, racine)
    retour_inchange_et_differences(bureau, racine)


def figer_et_transmettre(page: Page, racine: str) -> None:
    page.goto(f"{racine}activite/retours/")
    page.select_option("#trimestre", TRIMESTRE)
    page.get_by_role("button", name="Préparer ce retour").click()
    page.get_by_role("button", name="Valider et figer ces chiffres").click()
    expect(page.get_by_text("Aucune modification tardive")).to_be_visible()
    page.get_by_role("button", name="Transmettre").click()
    expect(page.locator(".phrase")).to_contain_text("ces chiffres ne changent plus")


def corriger_un_evenement(page: Page, racine: str) -> None:
    page.goto(f"{racine}agenda/?jour={LUNDI.isoformat()}&agenda=tous")
    page.get_by_role("link", name=TITRE).first.click()
    page.get_by_role("button", name=re.compile("^Annuler")).last.click()
    expect(page.get_by_role("status").first).to_contain_text("annulé")


def retour_inchange_et_differences(page: Page, racine: str) -> None:
    page.goto(f"{racine}activite/retours/{TRIMESTRE}/1/")
    expect(page.get_by_text("modification tardive")).to_be_visible()
    page.get_by_role("link", name="Voir les différences").click()
    expect(page.get_by_role("heading", name="De ce retour figé aux agendas d'aujourd'hui")).to_be_visible()
    expect(page.locator("main")).to_contain_text("fait modifié")
