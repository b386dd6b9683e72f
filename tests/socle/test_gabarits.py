"""What every template and style sheet of the product keeps: no inline script or style, known icons and acronyms, legible text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from maillage.socle.glossaire import SIGLES
from maillage.socle.icones import noms_des_icones
from tests.conftest import RACINE

PAQUET = RACINE / "maillage"
GABARITS = sorted(PAQUET.glob("*/templates/**/*.html"))
FEUILLES = sorted(feuille for feuille in PAQUET.glob("*/static/**/*.css") if "tiers" not in feuille.parts)
SCRIPTS = sorted(script for script in PAQUET.glob("*/static/**/*.js") if "tiers" not in script.parts)
INTERDITS = {
    "attribut style": r"<[^>]*\sstyle\s*=",
    "balise style": r"<style\b",
    "gestionnaire en ligne": r"<[^>]*\son[a-z]+\s*=",
    "gestionnaire htmx": r"\shx-on\b|\shx-on:|\shx-vars\b|hx-vals\s*=\s*['\"]js:",
    "adresse javascript": r"javascript:",
    "script en ligne": r"<script\b(?![^>]*\bsrc=)",
    "ressource d'ailleurs": r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=['\"](?:https?:)?//",
    "commentaire sur plusieurs lignes": r"\{#[^}]*\n",
}
BALISES_DJANGO = r"\{%.*?%\}|\{\{.*?\}\}"


def nom(chemin: Path) -> str:
    return chemin.relative_to(RACINE).as_posix()


def trouvailles(chemins: list[Path], motif: str, sans: str = r"(?!)") -> Iterator[tuple[str, str]]:
    for chemin in chemins:
        texte = re.sub(sans, "", chemin.read_text(encoding="utf-8"))
        for trouve in re.findall(motif, texte, re.IGNORECASE):
            yield nom(chemin), trouve


@pytest.mark.parametrize("regle", INTERDITS)
def test_aucun_script_ni_style_en_ligne(regle: str) -> None:
    assert GABARITS
    assert list(trouvailles(GABARITS, INTERDITS[regle], sans=BALISES_DJANGO)) == []


def test_les_regles_reconnaissent_ce_qu_elles_interdisent() -> None:
    fautes = {
        "attribut style": '<p class="a" style="color:red">',
        "balise style": "<style>",
        "gestionnaire en ligne": '<a onclick="x()">',
        "gestionnaire htmx": "<a hx-on:click='x'>",
        "adresse javascript": '<a href="javascript:x">',
        "script en ligne": "<script>x()</script>",
        "ressource d'ailleurs": '<script src="https://ailleurs.example/x.js">',
        "commentaire sur plusieurs lignes": "{# a\nb #}",
    }
    assert fautes.keys() == INTERDITS.keys()
    assert [regle for regle, faute in fautes.items() if not re.search(INTERDITS[regle], faute)] == []


def test_chaque_icone_nommee_est_dans_la_planche() -> None:
    connues = noms_des_icones()
    assert [
        (ou, icone) for ou, icone in trouvailles(GABARITS, r"\{% icone ['\"]([^'\"]+)") if icone not in connues
    ] == []


def test_chaque_sigle_nomme_est_dans_le_glossaire() -> None:
    assert [
        (ou, sigle) for ou, sigle in trouvailles(GABARITS, r"\{% sigle ['\"]([^'\"]+)") if sigle not in SIGLES
    ] == []


def test_aucun_texte_sous_0_875_rem() -> None:
    petits = [
        (ou, taille) for ou, taille in trouvailles(FEUILLES, r"font-size:\s*([\d.]+)rem") if float(taille) < 0.875
    ]
    assert petits == []


def test_nos_scripts_n_evaluent_rien() -> None:
    assert list(trouvailles(SCRIPTS, r"\beval\(|new Function|\.innerHTML|document\.write|setAttribute\(\"style")) == []


@pytest.mark.parametrize("page", ["400.html", "405.html", "413.html", "500.html"])
def test_les_pages_d_erreur_se_passent_de_requete_et_de_base(page: str) -> None:
    assert "Aller à l'accueil" in render_to_string(page)


@pytest.mark.parametrize(("temoin", "attendu"), [("sombre", 'data-theme="sombre"'), ("clair", 'data-theme="clair"')])
def test_le_theme_choisi_est_pose_par_le_serveur(temoin: str, attendu: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = temoin
    assert attendu in render_to_string("socle/squelette.html", request=request)


def test_un_temoin_de_theme_inconnu_est_ignore() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    page = render_to_string("socle/squelette.html", request=request)
    assert "data-theme" not in page
