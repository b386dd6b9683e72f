from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cartographie.models import Ecole
from maillage.cartographie.services.ecoles import GENRE
from maillage.socle.acteur import ActeurSysteme
from maillage.territoire.imports.services import Demande, importer
from tests.cartographie.pages.conftest import JUIN, Connexion, Scene
from tests.conftest import exiger_partage
from tests.fabriques import CommuneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
ENTETE = "uai,id,nom,commune_insee,lon,lat,nombre_eleves,adresse,etat\n"


@pytest.fixture(autouse=True)
def _depots(settings: Any, tmp_path: Path) -> None:
    settings.DOSSIER_DONNEES = tmp_path


def importer_texte(texte: str, *, le: dt.date = JUIN, complet: bool = False) -> Any:
    demande = Demande(GENRE, "ecoles.csv", (ENTETE + texte).encode(), le, complet)
    return importer(ActeurSysteme("essai"), demande)[0]


def test_un_annuaire_fautif_dit_ou_et_garde_les_bonnes_lignes(scene: Scene) -> None:
    code = scene.proche.pk
    rendu = importer_texte(
        f"0990001Z,,Bonne,{code},3.5,44.5,,,\n"
        f"0990002Z,,Retournée,{code},44.5,3.5,10,,\n"
        "0990003Z,,Ailleurs,00000,3.5,44.5,10,,\n"
        f"099,,Courte,{code},3.5,44.5,10,,\n"
        f"0990005Z,,Mots,{code},3.5,44.5,beaucoup,,\n"
        f"0990001Z,0990001Z-2,Second site,{code},3.5,44.5,,,\n"
        f"0990001Z,,Doublon,{code},3.5,44.5,,,\n"
        f"0990006Z,,Sans position,{code},,,12,,\n"
    )
    refus = [(un.ligne, un.colonne) for un in rendu.remarques if un.gravite == "REJET"]
    assert refus == [(3, "lon"), (4, "commune_insee"), (5, "uai"), (6, "nombre_eleves"), (8, "uai")]
    assert set(Ecole.objects.values_list("uai", flat=True)) == {"0990001Z", "0990001Z-2", "0990006Z"}
    sans = Ecole.objects.get(uai="0990006Z")
    assert (sans.lon, sans.position_source, sans.revue_motif) == (scene.proche.lon, "COMMUNE", "SANS_POSITION")


def test_une_ecole_absente_d_un_fichier_complet_est_fermee_puis_rouverte(scene: Scene, connecter: Connexion) -> None:
    une = f"0990001Z,,Une,{scene.proche.pk},3.5,44.5,,1 rue A,\n"
    deux = f"0990002Z,,Deux,{scene.proche.pk},3.5,44.5,,2 rue B,\n"
    importer_texte(une + deux)
    partiel = importer_texte(une, le=dt.date(2025, 9, 1))
    assert partiel.comptes["fermes"] == 0
    ferme = importer_texte(une, le=dt.date(2026, 9, 1), complet=True)
    assert (ferme.comptes["fermes"], Ecole.objects.get(uai="0990002Z").ferme_le) == (1, dt.date(2026, 9, 1))
    page = connecter().get(reverse("cartographie:ecole", args=["0990002Z"])).content.decode()
    assert "Fermeture" in page and "ecoles.csv" in page and "Corriger la position" not in page
    importer_texte(deux, le=dt.date(2027, 9, 1))
    assert Ecole.objects.get(uai="0990002Z").ferme_le is None


def test_une_ecole_placee_a_la_main_ne_bouge_que_si_elle_demenage(scene: Scene, connecter: Connexion) -> None:
    importer_texte(f"0990001Z,,Une,{scene.proche.pk},3.5,44.5,,1 rue A,\n")
    page = reverse("cartographie:ecole_position", args=["0990001Z"])
    assert connecter().get(page).status_code == 403
    operateur = connecter("ADMINISTRATION")
    assert operateur.get(page).status_code == 200
    operateur.post(page, {"lon": "3,51", "lat": "44,51"})
    importer_texte(f"0990001Z,,Une,{scene.proche.pk},3.52,44.52,,1 RUE A,\n", le=dt.date(2025, 9, 1))
    assert Ecole.objects.get().lon == 3.51
    importer_texte(f"0990001Z,,Une,{scene.proche.pk},3.53,44.53,,9 rue C,\n", le=dt.date(2025, 10, 1))
    assert (Ecole.objects.get().lon, Ecole.objects.get().position_source) == (3.53, "ADRESSE")


def test_la_liste_se_filtre_s_exporte_et_coute_toujours_autant(scene: Scene, connecter: Connexion) -> None:
    client, adresse = connecter(), reverse("cartographie:ecoles")
    lieu = {"commune": scene.proche, "lon": 3.5, "lat": 44.5}
    assert "Aucune école n" in client.get(adresse).content.decode()
    Ecole.objects.create(uai="0990000Z", nom="Zéro", **lieu)

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            client.get(adresse)
        return len(requetes)

    une = compter()
    Ecole.objects.bulk_create(Ecole(uai=f"099000{n}Z", nom=f"École {n}", ferme_le=JUIN, **lieu) for n in range(1, 7))
    assert compter() == une
    fermees = client.get(adresse, {"etat": "fermees", "recherche": "prévent"}).content.decode()
    assert "École 3" in fermees and "Zéro" not in fermees
    assert "Zéro" in client.get(reverse("cartographie:ecoles_export", args=["csv"])).content.decode("utf-8-sig")


def test_l_annuaire_reel_entre_en_entier_et_deux_fois_ne_change_rien() -> None:
    """One département of the real file, to stay short; the whole file is for the command."""
    import csv
    import gzip

    chemin = exiger_partage("data", "ecoles_occitanie.csv.gz")
    with gzip.open(chemin, "rt", encoding="utf-8", newline="") as fichier:
        lignes = [ligne for ligne in csv.reader(fichier) if ligne[23] in {"48", "departement"}]
    codes = {ligne[21] for ligne in lignes[1:]}
    for code in codes:
        CommuneFactory(code=code, departement="48", lon=3.5, lat=44.52)
    texte = "\n".join(",".join(f'"{cellule}"' for cellule in ligne) for ligne in lignes)
    demande = Demande(GENRE, "ecoles.csv", texte.encode(), dt.date(2024, 11, 26))
    premier, second = (importer(ActeurSysteme("essai"), demande)[0].comptes for _ in range(2))
    assert (premier["crees"], premier["rejetes"], second["inchanges"]) == (145, 0, 145)
