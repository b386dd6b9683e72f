"""The catalogue of indicators: every figure has its card, and the values are those of the transmitted returns."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.activite.domain.catalogue import MESURES
from maillage.pilotage.domain.indicateurs import filtrer
from maillage.pilotage.domain.retour_lisible import CHEMINS
from maillage.pilotage.selectors.indicateurs import catalogue
from tests.fabriques import DispositifFactory
from tests.pilotage.scene import personne, transmettre

pytestmark = pytest.mark.une_base
LISTE = "/pilotage/indicateurs/"


def entrer(role: str, **lieu: Any) -> Client:
    client = Client()
    client.force_login(personne(role, **lieu))
    return client


def test_chaque_chiffre_a_sa_fiche_sauf_ceux_qui_nomment_quelqu_un() -> None:
    cartes = catalogue()
    gardees = {carte.mesure.modele for carte in cartes.values()}
    assert {m.modele for m in MESURES} - gardees == {"territoire.fa_par_commune.{commune}"}
    assert {chemin for carte in cartes.values() for chemin in carte.chemins} == set(CHEMINS)
    assert all(carte.regles and carte.statuts and carte.sources for carte in cartes.values())


def test_on_trouve_une_fiche_par_ses_mots_sa_famille_et_le_statut_de_sa_regle() -> None:
    cartes = catalogue().values()
    assert catalogue()["file_active.stricte"] in filtrer(cartes, mots="file activ")
    assert {carte.famille for carte in filtrer(cartes, famille="Appui-ressource")} == {"Appui-ressource"}
    reconstitues = filtrer(cartes, statut="reconstitué")
    assert catalogue()["unites.total"] in reconstitues and catalogue()["journees"] not in reconstitues
    assert all("reconstitué" in carte.statuts for carte in reconstitues)
    assert filtrer(cartes, mots="xyzzy") == []


@pytest.mark.django_db
def test_une_fiche_montre_ses_trimestres_et_cache_les_petits_nombres() -> None:
    dispositif = DispositifFactory()
    transmettre(dispositif, periode="2023-T4", fa_stricte=40)
    transmettre(dispositif, periode="2024-T1", fa_stricte=3)
    transmettre(dispositif, periode="2024-T2", fa_stricte=52)
    reponse = entrer("DIRECTION", dispositif=dispositif).get(f"{LISTE}file_active.stricte/")
    valeurs = [(ligne["periode"], ligne["valeurs"][0][1]) for ligne in reponse.context["lignes"]]
    assert valeurs == [("2023-T4", "40 jeunes"), ("2024-T1", "masqué"), ("2024-T2", "52 jeunes")]
    assert "de 40 jeunes (4e trimestre 2023) à 52 jeunes" in reponse.context["graphique"].phrase


@pytest.mark.django_db
def test_une_direction_ne_lit_que_son_dispositif_et_l_agence_choisit() -> None:
    le_sien, autre = DispositifFactory(), DispositifFactory()
    page = f"{LISTE}journees/?dispositif={autre.code}"
    assert entrer("DIRECTION", dispositif=le_sien).get(page).context["choisi"] == le_sien
    assert entrer("ARS").get(page).context["choisi"] == autre
    assert entrer("ARS").get(f"{LISTE}inconnu/").status_code == 404


@pytest.mark.django_db
def test_la_liste_s_exporte_et_ne_coute_pas_plus_avec_plus_de_dispositifs() -> None:
    client = entrer("ARS")
    assert client.get("/pilotage/indicateurs.csv").status_code == 200
    page = f"{LISTE}journees/"
    DispositifFactory()
    with CaptureQueriesContext(connection) as peu:
        client.get(page)
    for _ in range(5):
        DispositifFactory()
    with CaptureQueriesContext(connection) as beaucoup:
        client.get(page)
    assert len(beaucoup) == len(peu)
