"""`maillage restituer`: arguments, error lines, files written (contract, sections 1.1 and 7)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from maillage.pilotage import restitution
from maillage.pilotage.commande import executer
from maillage.pilotage.protection import ProtectionImpossibleError
from tests.pilotage.fabrique import ecrire_index, ecrire_retour

pytestmark = pytest.mark.sans_base
Lancer = Callable[..., tuple[int, list[str]]]
ENTETE = "mesure,region,type,attendus,transmis,couverture,valeur"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Three transmitted dispositifs of 5 persons, and one that sent nothing."""
    chemin = tmp_path / "retours"
    chemin.mkdir()
    ecrire_index(chemin, *(f"D{rang},76,31,DITEP,1,TRANSMIS" for rang in range(3)), "D3,76,,DITEP,,ATTENDU")
    for rang in range(3):
        ecrire_retour(chemin, f"D{rang}.r1", fa_stricte=5, journees=2.5, taux_multi_modalite_den=5)
    return chemin


@pytest.fixture
def lancer(dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lancer:
    """Run with a valid public and output unless `nu`; the status and the lines of stderr."""

    def executer_avec(*options: str, nu: bool = False) -> tuple[int, list[str]]:
        usuels = () if nu else (str(dossier), "--public", "restreint", "--sortie", str(tmp_path / "tableau.csv"))
        code = executer([*usuels, *options])
        return code, capsys.readouterr().err.splitlines()

    return executer_avec


def _places(erreurs: list[str]) -> list[str]:
    return [":".join(erreur.split(":")[:3]) for erreur in erreurs]


def test_le_tableau_publie_et_son_journal(lancer: Lancer, tmp_path: Path) -> None:
    journal = tmp_path / "journal.csv"
    assert lancer("--journal", str(journal)) == (0, [])
    octets = (tmp_path / "tableau.csv").read_bytes()
    lignes = octets.decode("utf-8").split("\n")
    assert lignes[:3] == [ENTETE, "fa_stricte,76,DITEP,4,3,0.75,15", "fa_stricte,76,TOTAL,4,3,0.75,15"]
    assert "journees,TOTAL,TOTAL,4,3,0.75,7.5" in lignes
    assert "occupation_aj,76,DITEP,4,3,0.75," in lignes
    assert "taux_creton,76,DITEP,4,3,0.75,s" in lignes
    assert b"\r" not in octets and b"D0" not in octets
    raisons = journal.read_text(encoding="utf-8").splitlines()
    assert raisons[:2] == ["mesure,region,type,masque", "fa_stricte,76,DITEP,"]
    assert "taux_creton,76,DITEP,EFFECTIF" in raisons
    assert [raison.rsplit(",", 1)[0] for raison in raisons[1:]] == [
        ",".join(ligne.split(",")[:3]) for ligne in lignes[1:-1]
    ]
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == ["journal.csv", "retours", "tableau.csv"]


def test_les_retours_non_retenus_sont_nommes(lancer: Lancer, dossier: Path) -> None:
    ecrire_retour(dossier, "D2.r1", regles="cnsa-2019")
    code, erreurs = lancer()
    assert code == 0
    assert erreurs == ["exclu:D2: jeu de règles « cnsa-2019 » au lieu de « aire-2024 »"]


def test_la_derniere_revision_transmise_compte_seule(lancer: Lancer, dossier: Path, tmp_path: Path) -> None:
    index = (dossier / "index.csv").read_text(encoding="utf-8")
    (dossier / "index.csv").write_text(f"{index}D0,76,,DITEP,10,TRANSMIS\nD0,76,,DITEP,9,TRANSMIS\n", encoding="utf-8")
    ecrire_retour(dossier, "D0.r10", fa_stricte=8)
    ecrire_retour(dossier, "D0.r9", fa_stricte=50)
    assert lancer() == (0, [])
    assert "fa_stricte,76,DITEP,4,3,0.75,18" in (tmp_path / "tableau.csv").read_text(encoding="utf-8")


def test_plusieurs_periodes_demandent_l_option(lancer: Lancer, dossier: Path, tmp_path: Path) -> None:
    ecrire_retour(dossier, "D2.r1", periode="2024-T2")
    code, erreurs = lancer()
    assert (code, _places(erreurs)) == (2, ["arguments:0:--periode"])
    assert not (tmp_path / "tableau.csv").exists()
    assert lancer("--periode", "2024-T1") == (0, ["exclu:D2: période « 2024-T2 » au lieu de « 2024-T1 »"])


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (("--inconnue", "x"), ["arguments:0:--inconnue"]),
        (("--inconnue",), ["arguments:0:--inconnue"]),
        (("--public", "ouvert"), ["arguments:0:--public"]),
        (("--seuil", "4"), ["arguments:0:--seuil"]),
        (("--seuil", "cinq"), ["arguments:0:--seuil"]),
        (("--seuil=-5",), ["arguments:0:--seuil"]),
        (("--seuil",), ["arguments:0:--seuil"]),
        (("--periode", "2024-T5"), ["arguments:0:--periode"]),
        (("--periode", "1999"), ["arguments:0:--periode"]),
        (("--regles", ""), ["arguments:0:--regles"]),
        (("--journal", "absent/journal.csv"), ["arguments:0:--journal"]),
        (("en_trop",), ["arguments:0:DOSSIER"]),
        (
            ("--seuil", "1", "--periode", "x", "--quoi"),
            [f"arguments:0:--{nom}" for nom in ("periode", "quoi", "seuil")],
        ),
    ],
)
def test_un_mauvais_argument_est_place(
    lancer: Lancer, options: tuple[str, ...], places: list[str], tmp_path: Path
) -> None:
    code, erreurs = lancer(*options)
    assert (code, _places(erreurs)) == (2, places)
    assert not (tmp_path / "tableau.csv").exists()


def test_les_options_obligatoires_sont_reclamees(lancer: Lancer) -> None:
    code, erreurs = lancer(nu=True)
    assert (code, _places(erreurs)) == (2, ["arguments:0:--public", "arguments:0:--sortie", "arguments:0:DOSSIER"])


@pytest.mark.parametrize(("public", "seuil", "code"), [("ouvert", "10", 2), ("ouvert", "11", 0), ("partout", "5", 2)])
def test_le_seuil_depend_du_public(
    lancer: Lancer, dossier: Path, tmp_path: Path, public: str, seuil: str, code: int
) -> None:
    options = [str(dossier), f"--public={public}", f"--seuil={seuil}", "--sortie", str(tmp_path / "tableau.csv")]
    assert lancer(*options, nu=True)[0] == code


def test_le_journal_ne_peut_pas_etre_le_tableau(lancer: Lancer, tmp_path: Path) -> None:
    assert _places(lancer("--journal", str(tmp_path / "tableau.csv"))[1]) == ["arguments:0:--journal"]


def test_un_dossier_ou_un_index_absent(lancer: Lancer, dossier: Path) -> None:
    (dossier / "index.csv").unlink()
    assert _places(lancer()[1]) == ["index.csv:0:*"]


def test_un_index_sans_ligne(lancer: Lancer, dossier: Path) -> None:
    ecrire_index(dossier)
    assert _places(lancer()[1]) == ["index.csv:1:*"]


def test_tous_les_defauts_de_l_index_sont_dits(lancer: Lancer, dossier: Path, tmp_path: Path) -> None:
    ecrire_index(
        dossier,
        "D0,76,,DITEP,1,TRANSMIS",
        "D0,76,,DITEP,1,BROUILLON",
        "D0,75,,DIME,2,VALIDE",
        "D1,,,ITEP,x,ENVOYE",
        "D2,TOTAL,,DAME,0,BROUILLON",
        "D3,76,,DAME,,TRANSMIS",
        "D4,76,,DAME,7,TRANSMIS",
        "D5,76",
        "../D6,76,,DAME,1,TRANSMIS",
    )
    code, erreurs = lancer()
    assert code == 2
    assert _places(erreurs) == [
        "index.csv:3:dispositif_id+revision",
        "index.csv:4:region",
        "index.csv:4:type",
        "index.csv:5:etat",
        "index.csv:5:region",
        "index.csv:5:revision",
        "index.csv:5:type",
        "index.csv:6:region",
        "index.csv:6:revision",
        "index.csv:7:revision",
        "index.csv:8:revision",
        "index.csv:9:*",
        "index.csv:10:revision",
    ]
    assert not (tmp_path / "tableau.csv").exists()


@pytest.mark.parametrize(
    "contenu",
    [
        "{",
        "[]",
        '{"dispositifs": []}',
        '{"dispositifs": 3}',
        '{"dispositifs": [{"dispositif_id": "D1"}]}',
        "\xff",
        "NaN",
    ],
)
def test_un_resultat_illisible_est_place_sur_sa_revision(lancer: Lancer, dossier: Path, contenu: str) -> None:
    (dossier / "D1.r1.json").write_text(contenu, encoding="latin-1")
    assert _places(lancer()[1]) == ["index.csv:3:revision"]


@pytest.mark.parametrize("valeurs", [{"fa_stricte": -1}, {"fa_stricte": 1.5}, {"journees": 0.25}, {"nuitees": True}])
def test_une_figure_impossible_est_refusee(lancer: Lancer, dossier: Path, valeurs: dict[str, float]) -> None:
    ecrire_retour(dossier, "D1.r1", **valeurs)
    assert _places(lancer()[1]) == ["index.csv:3:revision"]


def test_une_cellule_masquee_au_tableau_precedent_le_reste(lancer: Lancer, tmp_path: Path) -> None:
    ancien = tmp_path / "ancien.csv"
    ancien.write_text(f"{ENTETE}\nfa_stricte,76,DITEP,4,3,0.75,s\nfa_stricte,93,DITEP,1,1,1,s\n", encoding="utf-8")
    assert lancer("--precedent", str(ancien), "--journal", str(tmp_path / "journal.csv")) == (0, [])
    assert "fa_stricte,76,DITEP,PRECEDENT" in (tmp_path / "journal.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("texte", "place"),
    [
        (None, "ancien.csv:0:*"),
        ("", "ancien.csv:1:*"),
        ("mesure,region,type,quoi\n", "ancien.csv:1:quoi"),
        ("mesure,region,type\nfa_stricte,76,DITEP\n", "ancien.csv:1:valeur"),
        (f"{ENTETE}\n,76,DITEP,4,3,0.75,s\n", "ancien.csv:2:mesure"),
    ],
)
def test_un_tableau_precedent_fautif_est_refuse(lancer: Lancer, tmp_path: Path, texte: str | None, place: str) -> None:
    if texte is not None:
        (tmp_path / "ancien.csv").write_text(texte, encoding="utf-8")
    assert _places(lancer("--precedent", str(tmp_path / "ancien.csv"))[1]) == [place]


def test_une_ecriture_manquee_ne_change_rien(lancer: Lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tableau.csv").write_text("ancien", encoding="utf-8")

    def manquer(*_: object, **__: object) -> None:
        raise OSError(28, "plus de place")

    monkeypatch.setattr(os, "replace", manquer)
    monkeypatch.setattr(Path, "replace", manquer)
    code, erreurs = lancer("--journal", str(tmp_path / "journal.csv"))
    assert (code, _places(erreurs)) == (2, ["arguments:0:--sortie"])
    assert (tmp_path / "tableau.csv").read_text(encoding="utf-8") == "ancien"
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == ["retours", "tableau.csv"]


def test_une_protection_impossible_ne_publie_rien(
    lancer: Lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renoncer(*_: object) -> None:
        raise ProtectionImpossibleError("fa_stricte")

    monkeypatch.setattr(restitution, "proteger", renoncer)
    assert (lancer()[0], (tmp_path / "tableau.csv").exists()) == (2, False)


def test_l_aide_dit_l_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert executer(["--help"]) == 0
    assert "maillage restituer DOSSIER" in capsys.readouterr().out
