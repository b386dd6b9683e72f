"""Which establishment for which public: map, table, dates, export."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cartographie.commandes import questions
from tests.cartographie.pages.conftest import AUTISME, INTELLECTUELLE, Connexion, Scene, creer_commune
from tests.fabriques import EtablissementFactory

pytestmark = pytest.mark.django_db
OFFRE, DONNEES = "cartographie:offre", "cartographie:offre_donnees"


def export(client: object, **parametres: str) -> str:
    reponse = client.get(reverse("cartographie:offre_export", args=["csv"]), parametres)  # type: ignore[attr-defined]
    return reponse.content.decode("utf-8-sig")


def test_la_carte_compte_les_places_par_departement(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    page = connecter().get(reverse(OFFRE), {"public": AUTISME}).content.decode()
    assert "12 places dans 1 département" in page
    assert "Dont places en dispositif intégré" in page


def test_un_public_plus_large_compte_et_un_autre_non(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, "010", 5)
    scene.capacite(scene.etablissement, INTELLECTUELLE, 30)
    texte = export(connecter(), public=AUTISME)
    assert ";5;0;" in texte
    assert "Déficience intellectuelle" not in texte


def test_chaque_chiffre_porte_sa_source_datee(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    page = connecter().get(reverse(OFFRE), {"departement": "99"})
    assert page.status_code == 200
    assert "FINESS au" in export(connecter())


def test_une_capacite_non_dite_n_est_pas_un_zero(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, None)
    page = connecter().get(reverse(OFFRE), {"departement": "99"}).content.decode()
    assert "IME inventé" in export(connecter())
    assert "0 place autorisée" in page
    assert "non dit" in page


def test_deux_dates_se_comparent_et_la_commande_ecrit_l_export(
    scene: Scene, connecter: Connexion, tmp_path: Path
) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12, debut=dt.date(2020, 1, 1), fin=dt.date(2024, 12, 31))
    scene.capacite(scene.etablissement, AUTISME, 20, debut=dt.date(2025, 1, 1))
    parametres = {"le": "2025-06-01", "compare": "2024-06-01"}
    page = connecter().get(reverse(OFFRE), parametres).content.decode()
    assert "Écart de places" in page
    reponse = connecter().get(reverse(OFFRE), {**parametres, "departement": "99"})
    assert reponse.context["comparaison"] == {"maintenant": 20, "avant": 12, "ecart": 8}
    assert [(c.nature, c.avant, c.apres) for c in reponse.context["changements"]] == [("places changées", 12, 20)]
    texte = export(connecter(), **parametres, changements="oui")
    assert "Places au 2024-06-01" in texte
    sortie = tmp_path / "offre.csv"
    for options, attendu in ((parametres, texte), ({"le": "2025-06-01"}, export(connecter(), le="2025-06-01"))):
        arguments = [mot for nom, valeur in options.items() for mot in (f"--{nom}", valeur)]
        assert questions.offre([*arguments, "--sortie", str(sortie)]) == 0
        assert sortie.read_text("utf-8-sig").split() == attendu.split()
    avant = connecter().get(reverse(OFFRE), {"le": "2025-06-01", "compare": "2019-06-01"}).context["changements"]
    assert [(c.nature, c.avant, c.apres) for c in avant] == [("ouvert", None, 20)]


def test_un_etablissement_ferme_ne_compte_plus(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    scene.etablissement.ferme_le = dt.date(2025, 1, 1)
    scene.etablissement.save()
    assert "IME inventé" in export(connecter(), le="2024-12-31")
    assert "IME inventé" not in export(connecter(), le="2025-01-01")


def test_on_distingue_ce_qui_est_en_dispositif(scene: Scene, connecter: Connexion) -> None:
    autre = EtablissementFactory(nom="SESSAD inventé", categorie="182", commune=scene.milieu)
    scene.capacite(scene.etablissement, AUTISME, 12)
    scene.capacite(autre, AUTISME, 8, mode="16")
    assert "SESSAD" not in export(connecter(), di="oui")
    assert "IME" not in export(connecter(), di="non")
    assert "IME" not in export(connecter(), modalite="PMO")


def test_une_position_inversee_reste_au_tableau_et_quitte_la_carte(scene: Scene, connecter: Connexion) -> None:
    scene.etablissement.lon, scene.etablissement.lat = 44.5, 3.5
    scene.etablissement.save()
    scene.capacite(scene.etablissement, AUTISME, 12)
    points = [
        f
        for f in connecter().get(reverse(DONNEES), {"departement": "99"}).json()["features"]
        if f["geometry"]["type"] == "Point"
    ]
    assert points == []
    assert "IME inventé" in connecter().get(reverse(OFFRE), {"departement": "99"}).content.decode()


def test_des_mots_inconnus_ne_filtrent_rien(scene: Scene, connecter: Connexion) -> None:
    scene.capacite(scene.etablissement, AUTISME, 12)
    reponse = connecter().get(reverse(OFFRE), {"public": "zzz", "le": "hier", "tri": "rien", "page": "999"})
    assert reponse.status_code == 200
    assert "Ce filtre n'a pas été appliqué" in reponse.content.decode()


def test_sans_rien_la_page_dit_quoi_faire(scene: Scene, connecter: Connexion) -> None:
    assert "n'a pas encore été importé" in connecter().get(reverse(OFFRE)).content.decode()
    assert connecter().get(reverse("cartographie:offre_export", args=["exe"])).status_code == 404


def test_la_liste_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(scene: Scene, connecter: Connexion) -> None:
    client = connecter()

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(reverse(OFFRE), {"departement": "99"})
        return len(requetes)

    scene.capacite(scene.etablissement, AUTISME, 12)
    compter()
    une = compter()
    for rang in range(6):
        autre = EtablissementFactory(commune=creer_commune(f"Villa {rang}", 3.6), lon=3.6, lat=44.4)
        scene.dispositif.rattachements.create(etablissement=autre, debut=dt.date(2020, 1, 1))
        scene.capacite(autre, AUTISME, 3)
    assert compter() == une
