"""Components and forms, as HTML."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from maillage.socle import catalogue, views


def composant(nom: str, request: HttpRequest | None = None, **contexte: Any) -> str:
    return render_to_string(f"socle/composants/{nom}.html", contexte, request)


def test_une_erreur_est_a_cote_du_champ_et_en_tete() -> None:
    rendu = str(catalogue.Exemple({"nom": ""}))
    assert 'aria-describedby="id_nom_helptext id_nom_error"' in rendu
    assert 'id="id_nom_error"' in rendu
    assert 'href="#id_nom"' in rendu
    assert "Rien n'est enregistré : 4 points à corriger" in rendu.replace("&#x27;", "'")


def test_un_champ_facultatif_le_dit_et_une_saisie_a_sa_classe() -> None:
    rendu = str(catalogue.Exemple())
    assert rendu.count("(facultatif)") == 3
    assert 'type="date" name="jour" required class="form-control"' in rendu
    assert 'class="form-select"' in rendu
    assert 'class="form-check-input"' in rendu


def test_la_somme_de_l_explication_egale_le_chiffre() -> None:
    explication = catalogue.explication()
    assert sum(ligne["apport"] for ligne in explication["lignes"]) == explication["valeur"] == explication["total"]
    rendu = composant("panneau_explication", explication=explication)
    assert "Somme, égale au chiffre" in rendu
    assert "Barème reconstitué" in rendu


def test_la_grille_a_une_case_par_semaine_et_par_jeune() -> None:
    rendu = composant("grille", grille=catalogue.grille(400))
    assert rendu.count('<td class="cellule') == 400 * 13
    assert rendu.count('scope="row"') == 400


@pytest.mark.django_db
@pytest.mark.une_base
def test_la_carte_a_son_tableau_jumeau() -> None:
    rendu = composant("carte_table", carte=catalogue.carte())
    assert rendu.count("<path class=") == rendu.count('<th scope="row">') == 12
    assert rendu.count("carte-point") == 2
    assert 'type="application/json"' in rendu


def test_les_pages_d_une_liste_gardent_ses_filtres() -> None:
    request = RequestFactory().get("/", {"nom": "a"})
    rendu = composant("pagination", request, page=catalogue.contexte(1)["page"])
    assert "41 à 60 sur 400" in rendu
    assert 'href="?nom=a&amp;page=4"' in rendu


def test_un_tri_s_inverse() -> None:
    request = RequestFactory().get("/")
    assert "?tri=-nom" in composant("tri", request, champ="nom", libelle="Nom", tri="nom")
    assert "?tri=nom" in composant("tri", request, champ="nom", libelle="Nom", tri="-nom")


def test_un_groupe_d_echeances_vide_ne_s_affiche_pas() -> None:
    rendu = composant("liste_echeances", groupes=catalogue.echeances())
    assert "En retard" in rendu
    assert "Plus tard" not in rendu


def test_le_choix_du_theme_est_garde_et_ne_mene_pas_ailleurs() -> None:
    reponse = views.theme(RequestFactory().post("/", {"theme": "sombre", "suite": "https://ailleurs.example/"}))
    assert reponse.cookies["theme"].value == "sombre"
    assert reponse["Location"] == "/"


def test_le_theme_de_l_appareil_efface_le_choix() -> None:
    reponse = views.theme(RequestFactory().post("/", {"theme": "systeme", "suite": "/agenda/"}))
    assert reponse.cookies["theme"]["max-age"] == 0
    assert reponse["Location"] == "/agenda/"
