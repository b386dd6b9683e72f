"""The folder of the contract out of a dispositif: counted by the command, it gives the figures of the pages."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services import resultat_a_jour
from maillage.cli import main
from maillage.echanges.commandes import exporter_tables
from maillage.socle.models import Trace
from maillage.structures.models import Rattachement
from tests.activite.scene import TRIMESTRE, Scene, semaine_comptee
from tests.fabriques import (
    PARIS_HIVER,
    AbsenceFactory,
    EtablissementFactory,
    EvenementFactory,
    HabilitationFactory,
    JeuneFactory,
    PlacesFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db
JEU = "aire-2024"
DATES = {"periode": "dates", "debut": "2024-01-01", "fin": "2024-03-31"}


@pytest.fixture
def scene() -> Scene:
    """A counted week, with what the contract takes badly: equal keys of places, a FINESS that left, someone absent and no more listed."""
    scene = semaine_comptee()
    reste, parti = EtablissementFactory(), EtablissementFactory()
    Rattachement.objects.create(dispositif=scene.dispositif, etablissement=reste, debut=dt.date(2020, 1, 1))
    Rattachement.objects.create(
        dispositif=scene.dispositif, etablissement=parti, debut=dt.date(2020, 1, 1), fin=dt.date(2023, 6, 30)
    )
    PlacesFactory(dispositif=scene.dispositif, nombre=3)
    PlacesFactory(dispositif=scene.dispositif, nombre=2, fin=dt.date(2024, 2, 10))
    PlacesFactory(dispositif=scene.dispositif, nombre=4, etablissement=parti)
    PlacesFactory(dispositif=scene.dispositif, nombre=7, debut=dt.date(2020, 1, 1), fin=dt.date(2021, 1, 1))
    ancien = JeuneFactory()
    for annee, etablissement in ((2022, None), (2024, parti)):
        EvenementFactory(
            dispositif=scene.dispositif,
            etablissement=etablissement,
            debut=dt.datetime(annee, 3, 5, 14, tzinfo=PARIS_HIVER),
            fin=dt.datetime(annee, 3, 5, 15, tzinfo=PARIS_HIVER),
            jeunes=[ancien] if annee == 2022 else scene.jeunes,
            pros=[scene.professionnel],
        )
    AbsenceFactory(jeune=ancien, fin=None)
    AbsenceFactory(jeune=scene.jeunes[0])
    return scene


def exporter(scene: Scene, sortie: Path, *options: str) -> int:
    return exporter_tables.executer(["--dispositif", scene.dispositif.code, "--sortie", str(sortie), *options])


def compter(dossier: Path, resultat: Path) -> Any:
    arguments = [str(dossier), "--regles", JEU, "--periode", TRIMESTRE, "--sortie", str(resultat)]
    assert main(["compter", *arguments]) == 0
    return json.loads(resultat.read_text("utf-8"))


@pytest.mark.parametrize(
    "options",
    [[], ["--periode", TRIMESTRE], ["--periode=2024"], ["--debut", "2024-01-01", "--fin", "2024-03-31"]],
    ids=["tout", "trimestre", "annee", "dates"],
)
def test_le_dossier_exporte_se_compte_comme_la_page(scene: Scene, tmp_path: Path, options: list[str]) -> None:
    assert exporter(scene, tmp_path / "faits", *options) == 0
    page = resultat_a_jour(scene.dispositif.pk, charger_jeu(JEU), Periode.depuis_libelle(TRIMESTRE))
    lu = compter(tmp_path / "faits", tmp_path / "r.json")
    assert len(par_finess(lu)) == len(par_finess(page)) + (not options)
    par_finess(lu)[:] = [ligne for ligne in par_finess(lu) if ligne in par_finess(page)]
    assert lu == page
    assert lu["dispositifs"][0]["mesures"]["file_active"]["stricte"] == 2


def par_finess(resultat: Any) -> list[Any]:
    """R3 lists every FINESS of the dispositif, and the contract does not date that list: the whole history names those that left."""
    [dispositif] = resultat["dispositifs"]
    lignes: list[Any] = dispositif["mesures"]["par_finess"]
    return lignes


def test_le_dossier_parait_entier_et_s_inscrit_au_journal(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "faits"
    sortie.mkdir()
    assert exporter(scene, sortie) == 0
    assert "evenement.csv : 7 lignes" in capsys.readouterr().out
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["faits"]
    assert sortie.stat().st_mode & 0o077 == 0
    trace = Trace.objects.get(acte="echanges.exporter_tables")
    assert (trace.nature, trace.dispositif_id, trace.details["lignes"]["evenement"]) == (
        "LECTURE",
        scene.dispositif.pk,
        7,
    )


def test_un_dossier_rempli_n_est_pas_touche(scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "jeune.csv").write_text("ancien")
    assert exporter(scene, tmp_path) == 2
    assert capsys.readouterr().err.startswith("arguments:0:--sortie: ")
    assert (tmp_path / "jeune.csv").read_text() == "ancien"
    assert not Trace.objects.filter(acte="echanges.exporter_tables").exists()


@pytest.mark.parametrize(
    ("options", "attendu"),
    [
        ([], ["--dispositif", "--sortie"]),
        (["--dispositif", "inconnu", "--sortie", "x"], ["--dispositif"]),
        (["--dispositif", "CODE", "--sortie", "x", "--periode", "2024-T5"], ["--periode"]),
        (["--dispositif", "CODE", "--sortie", "x", "--debut", "2024-01-01"], ["--fin"]),
        (["--dispositif", "CODE", "--sortie", "x", "--debut", "2024-02-01", "--fin", "2024-01-01"], ["--fin"]),
        (["--dispositif", "CODE", "--sortie", "x", "--periode", "2024", "--fin", "2024-01-01"], ["--periode"]),
        (["--dispositif", "CODE", "--sortie", "x", "--debut", "hier", "--fin", "2024-01-01"], ["--debut"]),
        (["--dispositif", "CODE", "--sortie", "nulle/part", "de-trop"], ["--sortie", "de-trop"]),
    ],
)
def test_les_arguments_refuses_sont_places(
    scene: Scene,
    tmp_path: Path,
    options: list[str],
    attendu: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exporter_tables.executer([scene.dispositif.code if mot == "CODE" else mot for mot in options]) == 2
    lignes = capsys.readouterr().err.splitlines()
    assert all(ligne.startswith("arguments:0:") for ligne in lignes)
    assert [ligne.split(":")[2] for ligne in lignes] == attendu
    assert list(tmp_path.iterdir()) == []


def test_des_faits_hors_contrat_sont_places_et_rien_n_est_ecrit(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.jeunes[0].identifiant = "x" * 64
    EvenementFactory(
        dispositif=scene.dispositif,
        debut=dt.datetime(2024, 1, 1, tzinfo=PARIS_HIVER),
        fin=dt.datetime(2024, 2, 15, tzinfo=PARIS_HIVER),
    )
    assert exporter(scene, tmp_path / "faits") == 2
    assert ":fin: durée de plus de 31 jours" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    reponse = entrer(scene, "DIRECTION").get(adresse(scene, "telecharger_tables"))
    assert reponse.status_code == 409
    assert "Coupez l&#x27;événement en plusieurs" in reponse.content.decode()


def entrer(scene: Scene, role: str) -> Client:
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, dispositif=scene.dispositif)
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def adresse(scene: Scene, nom: str) -> str:
    return reverse(f"echanges:{nom}", args=[scene.dispositif.code])


def test_la_page_donne_le_meme_dossier_que_la_commande(scene: Scene, tmp_path: Path) -> None:
    client = entrer(scene, "PROFESSIONNEL")
    assert "Toute l&#x27;histoire" in client.get(adresse(scene, "tables")).content.decode()
    reponse = client.get(adresse(scene, "telecharger_tables"), DATES)
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/zip")
    assert f"faits-{scene.dispositif.code}-2024-01-01_2024-03-31.zip" in reponse["Content-Disposition"]
    assert "no-store" in reponse["Cache-Control"]
    exporter(scene, tmp_path / "faits", "--debut", DATES["debut"], "--fin", DATES["fin"])
    with zipfile.ZipFile(io.BytesIO(reponse.content)) as archive:
        for nom in archive.namelist():
            assert archive.read(nom) == (tmp_path / "faits" / nom).read_bytes()


def test_une_periode_incomplete_revient_a_la_page(scene: Scene) -> None:
    client = entrer(scene, "DIRECTION")
    for champs in ({"periode": "dates", "debut": "2024-01-01"}, {"debut": "2024-02-01", "fin": "2024-01-01"}):
        reponse = client.get(adresse(scene, "telecharger_tables"), champs)
        assert reponse.status_code == 422
        assert reponse.context["form"].errors


def test_qui_ne_voit_pas_l_activite_n_a_pas_les_faits(scene: Scene) -> None:
    for role in ("DPO", "ARS"):
        utilisateur = UtilisateurFactory()
        HabilitationFactory(utilisateur=utilisateur, role=role)
        client = Client()
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(adresse(scene, "telecharger_tables")).status_code == 403
