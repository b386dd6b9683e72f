from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.socle.acteur import ActeurSysteme
from maillage.territoire import commande, selectors
from maillage.territoire.imports import genres, services
from maillage.territoire.imports.lecture import FichierIllisible, lire_table
from maillage.territoire.models import AncienneCommune, ChangementReference, Commune, ImportReference, PopulationAge
from tests.fabriques import CommuneFactory, HabilitationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
MARS = dt.date(2026, 3, 1)
COMMUNES = "code_insee;nom;dep;reg;population_2017;population_2023;lon;lat\n"


@pytest.fixture(autouse=True)
def _depots(settings: Any, tmp_path: Path) -> None:
    settings.DOSSIER_DONNEES = tmp_path


@pytest.fixture
def operateur(client: Client) -> Client:
    client.force_login(HabilitationFactory(role="ADMINISTRATION").utilisateur)
    return client


def demande(code: str, texte: str, **options: Any) -> services.Demande:
    genre = genres.genre_connu(code)
    assert genre is not None
    return services.Demande(genre, f"{code}.csv", texte.encode(), options.pop("le", MARS), **options)


def comptes(code: str, texte: str, **options: Any) -> dict[str, int]:
    rendu, _ = services.importer(ActeurSysteme("essai"), demande(code, texte, **options))
    return {mot: nombre for mot, nombre in rendu.comptes.items() if nombre}


def test_un_fichier_se_montre_puis_s_applique_une_seule_fois(operateur: Client) -> None:
    CommuneFactory(code="48095", nom="Mende", departement="48", region="76", population=12_000)
    texte = f"{COMMUNES}48095;Mende;48;76;1;12318;3,5;44,52\n48001;Albaret;;;;;3,2;44,8\n480;X;;;;;;\n48002;Y;;;;;44,8;3,2\n"
    fichier = SimpleUploadedFile("communes.csv", texte.encode("cp1252"))
    depot = operateur.post(reverse("territoire:importer", args=["communes"]), {"fichier": fichier}, follow=True)
    page = depot.content.decode().replace("&#x27;", "'")
    assert "rien n'est encore écrit" in page and "12000 → 12318" in page
    assert "ce n'est pas un code de commune" in page and "longitude et latitude semblent inversées" in page
    assert Commune.objects.get(pk="48095").population == 12_000
    importe = ImportReference.objects.get()
    appliquer = reverse("territoire:import_appliquer", args=[importe.pk])
    operateur.post(appliquer)
    assert (Commune.objects.get(pk="48095").population, Commune.objects.filter(pk="48001").exists()) == (12_318, True)
    encore = operateur.post(appliquer, follow=True).content.decode()
    assert "a déjà été appliqué" in encore.replace("&#x27;", "'")
    rapport = operateur.get(reverse("territoire:import_rapport", args=[importe.pk, "csv"])).content.decode("utf-8-sig")
    assert "5;lon;" in rapport
    fichier.seek(0)
    deux = operateur.post(reverse("territoire:importer", args=["communes"]), {"fichier": fichier}, follow=True)
    assert (
        "Ce même fichier a déjà été appliqué" in deux.content.decode()
        and "<strong>2</strong> inchangés" in deux.content.decode()
    )


def test_un_ancien_code_ferme_sa_commune_sans_l_effacer() -> None:
    CommuneFactory(code="48001", nom="Albaret", departement="48", region="76")
    texte = "TYPECOM,COM,LIBELLE,DEP,REG,COMPARENT\nCOM,48095,Mende,48,76,\nCOMD,48001,Albaret,,,48095\n"
    assert comptes("communes", texte) == {"lus": 2, "crees": 1, "fermes": 1}
    assert Commune.objects.get(pk="48001").ferme_le == MARS
    assert selectors.communes_actuelles(["48001"]) == {"48001": "48095"}
    assert [un.pk for un in selectors.rechercher_communes("albaret")] == []
    assert AncienneCommune.objects.get().commune_id == "48095"
    assert set(ChangementReference.objects.values_list("cle", "nature")) == {
        ("48095", "CREATION"),
        ("48001", "FERMETURE"),
    }
    assert comptes("communes", texte) == {"lus": 2, "inchanges": 2}
    assert comptes("communes", "com,nom\n48095,Autre\n", le=dt.date(2020, 1, 1)) == {"lus": 1, "plus_anciens": 1}


def test_une_estimation_ne_remplace_jamais_un_nombre_compte() -> None:
    CommuneFactory(code="48095")
    large = "code_insee,pop_0_19_estimee,pop_0_2_rp2021\n48095,2700,310\n"
    assert comptes("population", large, le=dt.date(2021, 1, 1)) == {"lus": 1, "crees": 2}
    compte = "code_insee;age_min;age_max;hommes;femmes;annee\n48095;0;19;1300;1320;2021\n00000;0;19;1;1;2021\n"
    assert comptes("population", compte) == {"lus": 2, "modifies": 1, "rejetes": 1}
    assert comptes("population", large, le=dt.date(2021, 1, 1)) == {"lus": 1, "laisses": 1, "inchanges": 1}
    (lue,) = selectors.population_des_ages(["48095"], 0, 19).values()
    assert (lue.nombre, lue.annee, lue.estimation) == (2620, 2021, False)
    ages = "code_insee,age,population\n" + "".join(f"48095,{age},10\n" for age in range(6))
    assert comptes("population", ages, le=dt.date(2022, 1, 1)) == {"lus": 6, "crees": 2}
    assert PopulationAge.objects.get(annee=2022, age_min=3).nombre == 30


def test_un_essai_en_commande_n_ecrit_rien(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fichier = tmp_path / "communes.csv"
    fichier.write_text(f"{COMMUNES}48095;Mende;48;76;;12318;3,5;44,52\n48;Z;;;;;;\n", encoding="utf-8")
    assert commande.communes([str(fichier), "--essai", "--situation", "2026-03-01"]) == 1
    sortie = capsys.readouterr().out
    assert "situation au 1er mars 2026" in sortie and "1 créé" in sortie
    assert "communes.csv, ligne 3, code_insee « 48 »" in sortie and "Essai : rien n'a été gardé." in sortie
    assert not Commune.objects.exists() and not ImportReference.objects.exists()
    assert commande.communes([str(tmp_path / "absent.csv"), "--situation", "hier"]) == 2
    assert commande.population([str(fichier), "--complet"]) == 2
    assert "n'a pas de sens" in capsys.readouterr().err


def test_encodages_separateurs_et_fichiers_abimes() -> None:
    for octets in ("nom\tâge\né\t1\n".encode("utf-16"), "nom|âge\né|1\n".encode(), "nom;âge\né;1\n".encode("cp1252")):
        table = lire_table(octets)
        assert (table.entetes, table.lignes[0][1]) == (("nom", "age"), ["é", "1"])
    for octets in (b"", b"nom;a\n", b"PK\x03\x04abime", b"\x1f\x8babime", b"a\x00b\n1;2"):
        with pytest.raises(FichierIllisible):
            lire_table(octets)


def test_qui_ne_tient_pas_le_territoire_ne_fait_que_lire(client: Client) -> None:
    client.force_login(HabilitationFactory(role="ARS").utilisateur)
    page = client.get(reverse("territoire:sources")).content.decode()
    assert "Écoles, collèges, lycées" in page and "Importer" not in page
    for adresse in (reverse("territoire:imports"), reverse("territoire:importer", args=["communes"])):
        assert client.get(adresse).status_code == 403


def test_l_historique_ne_coute_pas_plus_de_requetes_avec_plus_de_lignes(operateur: Client) -> None:
    def compter() -> int:
        services.inscrire_import(ActeurSysteme("essai"), "finess", nom="f.csv", comptes={"lus": 1})
        with CaptureQueriesContext(connection) as requetes:
            assert operateur.get(reverse("territoire:imports")).status_code == 200
        return len(requetes)

    une = compter()
    assert [compter() for _ in range(3)][-1] == une
    assert b"f.csv" in operateur.get(reverse("territoire:imports_export", args=["csv"])).content


def test_un_second_fichier_attend_que_le_premier_soit_ecrit(systeme: ActeurSysteme) -> None:
    premier, second = (
        services.deposer(systeme, demande("communes", f"{COMMUNES}48095;Mende;48;76;;;;\n")) for _ in range(2)
    )
    for importe in (premier, second):
        services.calculer_apercu(importe)
    services.demander_ecriture(systeme, premier)
    with pytest.raises(services.ImportRefuse, match="Un autre fichier"):
        services.demander_ecriture(systeme, second)
    services.abandonner(systeme, second)
    services.ecrire(premier)
    assert list(ImportReference.objects.order_by("pk").values_list("etat", flat=True)) == ["APPLIQUE", "ABANDONNE"]
