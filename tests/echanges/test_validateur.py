"""The public checker: explains every fault, refuses what is too large or tricky, and keeps nothing."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.regles import JEUX
from maillage.cli import main
from maillage.echanges import validation
from maillage.echanges.documentation import specifications_du_dossier, tables_decrites
from maillage.echanges.domain.conseils import SANS_CONSEIL, conseil
from maillage.echanges.domain.erreurs import FichierRefuse
from maillage.echanges.exemples import dossier_d_exemple
from maillage.echanges.validation import PLAFOND, Verdict, verifier
from maillage.echanges.views import publiques
from maillage.socle.models import Trace
from tests.conftest import exiger_partage

DISPOSITIF = "dispositif_id,type\nD1,DITEP\n"


@pytest.fixture(autouse=True)
def dossier_temporaire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go: it must be empty again after every check. The engine has its own place, opened once by process."""
    ouvrir_connexion().close()
    lieu = tmp_path / "temporaire"
    lieu.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(lieu))
    return lieu


@pytest.fixture(autouse=True)
def _rien_n_est_garde(dossier_temporaire: Path) -> Any:
    yield
    assert list(dossier_temporaire.iterdir()) == []


def archive(**fichiers: str | bytes) -> io.BytesIO:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in fichiers.items():
            zip_.writestr(nom.replace("__", "/") + ".csv", contenu)
    tampon.seek(0)
    return tampon


def fautes(verdict: Verdict) -> set[tuple[str, str, str]]:
    return {
        (fichier.nom, faute.ou.removeprefix("ligne "), faute.colonne)
        for fichier in verdict.fichiers
        for faute in fichier.fautes
    }


def test_l_exemple_suit_le_contrat_et_se_compte(tmp_path: Path) -> None:
    verdict = verifier("exemple.zip", io.BytesIO(dossier_d_exemple()))
    assert (verdict.fautes, verdict.ignores, len(verdict.fichiers)) == (0, (), 16)
    assert {fichier.nom for fichier in verdict.fichiers} == {f"{nom}.csv" for nom in specifications_du_dossier()}
    with zipfile.ZipFile(io.BytesIO(dossier_d_exemple())) as zip_:
        zip_.extractall(tmp_path / "exemple")
    for regles in JEUX:
        arguments = ["--regles", regles, "--periode", "2024-T1", "--sortie", str(tmp_path / "r.json")]
        assert main(["compter", str(tmp_path / "exemple"), *arguments]) == 0
    [dispositif] = json.loads((tmp_path / "r.json").read_text("utf-8"))["dispositifs"]
    assert dispositif["mesures"]["file_active"]["stricte"] == 2


def test_chaque_faute_des_exemples_du_contrat_est_placee_et_a_son_conseil() -> None:
    """Every refused folder of the contract's examples: same places, and never the advice of last resort."""
    vus = 0
    for attendu in sorted(exiger_partage("activite", "exemples").glob("*/attendu.json")):
        for cas in json.loads(attendu.read_text("utf-8"))["cas"]:
            if cas.get("commande") == "restituer" or cas["code"] != 2:
                continue
            places = {(e["fichier"], str(e["ligne"]), e["colonne"]) for e in cas["erreurs"]}
            if any(not fichier.endswith(".csv") for fichier, _, _ in places if fichier != "arguments"):
                continue
            if any(fichier == "arguments" for fichier, _, _ in places):
                continue
            contenu = {f.stem: f.read_bytes() for f in attendu.parent.glob("*.csv")}
            verdict = verifier("cas.zip", archive(**contenu))
            lues = {
                (nom, "0" if ou == "tout le fichier" else ou, colonne or "*") for nom, ou, colonne in fautes(verdict)
            }
            assert lues == places, attendu.parent.name
            assert all(faute.conseil != SANS_CONSEIL for f in verdict.fichiers for faute in f.fautes)
            vus += 1
    assert vus


def test_un_dossier_dans_l_archive_et_des_fichiers_en_plus() -> None:
    verdict = verifier(
        "a.zip", archive(**{"faits__dispositif": DISPOSITIF, "faits__Jeune": "x", "MACOSX__._jeune": "x"})
    )
    assert (verdict.fautes, [f.nom for f in verdict.fichiers], verdict.ignores) == (
        0,
        ["dispositif.csv"],
        ("Jeune.csv",),
    )


def test_un_fichier_seul_ne_repond_pas_de_ses_liens() -> None:
    texte = b"jeune_id,naissance\nJ1,2012-05-14\nJ1,14/05/2012\n"
    verdict = verifier("jeune (1).csv", io.BytesIO(texte))
    assert verdict.seul
    assert fautes(verdict) == {("jeune.csv", "3", "naissance"), ("jeune.csv", "3", "jeune_id")}
    seul = verifier("phase.csv", io.BytesIO(b"phase_id,jeune_id,dispositif_id,type,debut\nP,J,D,PONCTUEL,2024-01-01\n"))
    assert seul.fautes == 0


def test_une_colonne_mal_ecrite_est_reconnue() -> None:
    connues = specifications_du_dossier()["jeune"].par_nom
    assert conseil("colonne inconnue", "Naisance", connues=connues).startswith("Vouliez-vous écrire « naissance » ?")
    assert conseil("colonne inconnue", "zzz", connues=connues).startswith("Corrigez le nom")
    assert conseil("tout autre motif", "x") == SANS_CONSEIL


def test_trop_de_fautes_arretent_la_lecture_de_leur_fichier() -> None:
    lignes = "\n".join(f"J{rang},hier" for rang in range(50_000))
    verdict = verifier(
        "a.zip",
        archive(
            dispositif=DISPOSITIF,
            jeune=f"jeune_id,naissance\n{lignes}\n",
            phase="phase_id,jeune_id,dispositif_id,type,debut\nP1,J40000,D1,PONCTUEL,2024-01-01\n",
        ),
    )
    jeune = next(fichier for fichier in verdict.fichiers if fichier.nom == "jeune.csv")
    assert (len(jeune.fautes), jeune.lu_en_entier, verdict.fautes) == (PLAFOND, False, PLAFOND)


@pytest.mark.parametrize(
    ("nom", "contenu", "mots"),
    [
        ("a.zip", b"PK\x03\x04 casse", "ne s'ouvre pas"),
        ("notes.txt", b"bonjour", "n'est pas connu"),
        ("a.zip", archive(autre="x").getvalue(), "aucun fichier du contrat"),
        ("a.zip", archive(a__jeune="jeune_id\n", b__jeune="jeune_id\n").getvalue(), "Deux fichiers"),
        ("a.zip", archive(jeune="jeune_id\n" + "J\n" * 200_001).getvalue(), "trop grand"),
        ("a.zip", archive(jeune=b"J" * 70_000_000).getvalue(), "n'est pas un tableau"),
        ("a.zip", archive(jeune=b"J" * 10_000 + (b"\n" + b"J" * 10_000) * 7_000).getvalue(), "trop grand"),
        ("jeune.csv", b"J" * 30_000, "n'est pas un tableau"),
        ("a.zip", archive(**{f"f{rang}": "" for rang in range(501)}).getvalue(), "plus de 500"),
    ],
    ids=["cassee", "nom", "etrangere", "double", "lignes", "bombe", "bombe-en-lignes", "ligne", "membres"],
)
def test_ce_qui_ne_se_lit_pas_est_refuse_avec_ses_mots(nom: str, contenu: bytes, mots: str) -> None:
    with pytest.raises(FichierRefuse, match=mots):
        verifier(nom, io.BytesIO(contenu))


def test_un_chemin_piege_ne_sort_pas_du_dossier(tmp_path: Path) -> None:
    verdict = verifier("a.zip", archive(**{"..__..__..__dispositif": DISPOSITIF, "__etc__jeune": "jeune_id\nJ1\n"}))
    assert verdict.fautes == 0
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["temporaire"]


def test_une_panne_n_en_laisse_pas_davantage(monkeypatch: pytest.MonkeyPatch) -> None:
    def panne(*_: Any, **__: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(validation, "ouvrir_dossier", panne)
    with pytest.raises(MemoryError):
        verifier("exemple.zip", io.BytesIO(dossier_d_exemple()))


PAGE = "/verifier/"


def deposer(client: Client, contenu: bytes, nom: str = "a.zip") -> Any:
    return client.post(PAGE, {"fichier": SimpleUploadedFile(nom, contenu)})


@pytest.mark.django_db
def test_la_page_s_ouvre_sans_compte_et_decrit_chaque_colonne() -> None:
    texte = Client().get(reverse("echanges:validateur")).content.decode()
    for table in tables_decrites():
        assert f'id="table-{table.nom}"' in texte
        assert all(f"<code>{colonne.nom}</code>" in texte for colonne in table.colonnes)
    exemple = Client().get(reverse("echanges:exemple"))
    assert exemple.content == dossier_d_exemple()


@pytest.mark.django_db
def test_la_page_explique_les_fautes_sans_cookie_ni_trace(dossier_temporaire: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    mauvais = archive(dispositif=DISPOSITIF, jeune="jeune_id,naissance\nJ1,<b>hier</b>\n").getvalue()
    reponse = deposer(client, mauvais)
    texte = reponse.content.decode()
    assert reponse.status_code == 200
    for mot in ("1 point", "jeune.csv", "ligne 2", "naissance", "Écrivez la date 2024-03-04", "&lt;b&gt;hier"):
        assert mot in texte.replace("\xa0", " ")
    assert not reponse.cookies
    assert not Trace.objects.exists()
    bon = deposer(client, dossier_d_exemple())
    assert "il peut être compté" in bon.content.decode()


@pytest.mark.django_db
def test_un_gros_depot_passe_par_le_disque_et_s_efface(dossier_temporaire: Path) -> None:
    """Beyond 5 MB the upload itself is a temporary file."""
    lignes = "\n".join(f"{'x' * 50}{rang}" for rang in range(120_000))
    assert deposer(Client(), f"jeune_id\n{lignes}\n".encode(), "jeune.csv").status_code == 200


@pytest.mark.django_db
def test_un_depot_trop_lourd_est_refuse_avant_d_etre_lu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publiques, "OCTETS_DEPOSES", 1000)
    monkeypatch.setattr(publiques, "MARGE_DU_FORMULAIRE", 0)
    reponse = deposer(Client(), b"x" * 2000, "jeune.csv")
    assert reponse.status_code == 413
    assert "dépasse 20 Mo" in reponse.content.decode()


@pytest.mark.django_db
def test_un_mauvais_depot_dit_pourquoi(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Choisissez un fichier" in Client().post(PAGE, {}).content.decode()
    reponse = deposer(Client(), b"PK\x03\x04")
    assert (reponse.status_code, "ne s&#x27;ouvre pas" in reponse.content.decode()) == (422, True)
    monkeypatch.setattr(publiques, "VERIFICATIONS_PAR_HEURE", 1)
    assert deposer(Client(), dossier_d_exemple()).status_code == 429
