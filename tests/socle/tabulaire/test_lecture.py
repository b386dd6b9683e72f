from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from maillage.socle.tabulaire import (
    BOOLEEN,
    COMMUNE,
    DATE,
    DATE_HEURE,
    DECIMAL,
    ENTIER,
    IDENTIFIANT,
    LISTE,
    Colonne,
    Specification,
    choix,
    lire_csv,
)
from maillage.socle.tabulaire.specification import Bornes

PERSONNE = Specification(
    "personne",
    (
        Colonne("id", IDENTIFIANT, obligatoire=True),
        Colonne("nom"),
        Colonne("noms", LISTE),
        Colonne("debut", DATE),
        Colonne("fin", DATE),
        Colonne("arrivee", DATE_HEURE),
        Colonne("depart", DATE_HEURE),
        Colonne("n", ENTIER),
        Colonne("taux", DECIMAL),
        Colonne("actif", BOOLEEN),
        Colonne("commune", COMMUNE),
        Colonne("etat", choix(["A", "B"])),
    ),
    cle=("id",),
    bornes=(
        Bornes("debut", "fin"),
        Bornes("arrivee", "depart", ordonnees=False, duree_maximale=timedelta(days=31)),
    ),
)


def _lire(dossier: Path, contenu: bytes) -> tuple[list[dict[str, object]], list[tuple[int, str]]]:
    chemin = dossier / "personne.csv"
    chemin.write_bytes(contenu)
    lignes, problemes = lire_csv(chemin, PERSONNE)
    return [ligne.valeurs for ligne in lignes], [(p.ligne, p.colonne) for p in problemes]


def test_guillemets_blancs_bom_et_fins_de_ligne(tmp_path: Path) -> None:
    contenu = '\ufeff"nom", id \r\n"Dupont, ""Zoé""", "1" \n\u00a0\t\n\nJ"5,2\r\n" x ",\u00a03'.encode()
    lignes, problemes = _lire(tmp_path, contenu)
    assert problemes == []
    assert lignes == [
        {"nom": 'Dupont, "Zoé"', "id": '"1"'},
        {"nom": 'J"5', "id": "2"},
        {"nom": "x", "id": "3"},
    ]


@pytest.mark.parametrize(
    ("entete", "attendu"),
    [
        (b"", [(1, "*")]),
        (b" \t\nid\n1", [(1, "*")]),
        (b'"id,nom\n1,2', [(1, "*")]),
        (b"id,,age,id\n1,2,3,4", [(1, "*"), (1, "age"), (1, "id")]),
        (b"nom\n1", [(1, "id")]),
    ],
)
def test_un_en_tete_fautif_arrete_la_lecture(tmp_path: Path, entete: bytes, attendu: list[tuple[int, str]]) -> None:
    assert _lire(tmp_path, entete) == ([], attendu)


@pytest.mark.parametrize("ligne", [b'"1"x,a', b'"1" ,a', b'"1,a', b"1", b"1,a,b"])
def test_une_ligne_mal_coupee_est_perdue(tmp_path: Path, ligne: bytes) -> None:
    lignes, problemes = _lire(tmp_path, b"id,nom\n" + ligne + b"\n2,b\n")
    assert lignes == [{"id": "2", "nom": "b"}]
    assert problemes == [(2, "*")]


def test_un_octet_hors_utf8_cache_les_autres_problemes(tmp_path: Path) -> None:
    assert _lire(tmp_path, b"id,nom\n1\n2,\xff\n") == ([], [(3, "*")])


@pytest.mark.parametrize(
    ("colonne", "texte", "valeur"),
    [
        ("noms", " A ; ;B;A;", ("A", "B")),
        ("debut", "2024-02-29", date(2024, 2, 29)),
        ("arrivee", "2024-03-31T03:00", datetime(2024, 3, 31, 3)),
        ("arrivee", "2024-10-27T02:30", datetime(2024, 10, 27, 2, 30)),
        ("n", "000012", 12),
        ("taux", "007.50", Decimal("7.5")),
        ("actif", "false", False),
        ("commune", "2A004", "2A004"),
        ("etat", "B", "B"),
        ("id", "é" * 64, "é" * 64),
    ],
)
def test_valeurs_permises(tmp_path: Path, colonne: str, texte: str, valeur: object) -> None:
    entete = "id" if colonne == "id" else f"id,{colonne}"
    lignes, problemes = _lire(tmp_path, f"{entete}\n{'' if colonne == 'id' else '1,'}{texte}\n".encode())
    assert problemes == []
    assert lignes[0][colonne] == valeur


@pytest.mark.parametrize(
    ("colonne", "texte"),
    [
        ("debut", "2023-02-29"),
        ("debut", "1899-12-31"),
        ("debut", "20240229"),
        ("debut", "２024-02-29"),
        ("arrivee", "2024-03-31T02:59"),
        ("arrivee", "1995-01-01T00:00"),
        ("arrivee", "2024-03-04T24:00"),
        ("arrivee", "2024-03-04T09:00:00"),
        ("n", "0000012"),
        ("n", "+1"),
        ("n", "٣"),
        ("taux", "1."),
        ("taux", ".5"),
        ("taux", "1e2"),
        ("actif", "TRUE"),
        ("commune", "315"),
        ("commune", "2C004"),
        ("etat", "C"),
        ("id", "é" * 65),
        ("id", "a\u0085b"),
    ],
)
def test_valeurs_refusees(tmp_path: Path, colonne: str, texte: str) -> None:
    entete = "id" if colonne == "id" else f"id,{colonne}"
    _, problemes = _lire(tmp_path, f"{entete}\n{'' if colonne == 'id' else '1,'}{texte}\n".encode())
    assert problemes == [(2, colonne)]


def test_cle_repetee_obligatoire_absente_et_bornes(tmp_path: Path) -> None:
    contenu = b"""id,debut,fin,arrivee,depart
1,2024-01-02,2024-01-01,,
1,2024-01-01,2024-01-01,2024-01-02T00:00,2024-01-01T00:00
,,,2024-03-01T09:00,2024-04-01T09:00
,,,2024-03-01T09:00,2024-04-01T09:01
"""
    lignes, problemes = _lire(tmp_path, contenu)
    assert len(lignes) == 4
    assert problemes == [(2, "fin"), (3, "id"), (4, "id"), (5, "depart"), (5, "id")]


def test_un_probleme_se_lit_d_un_coup_d_oeil(tmp_path: Path) -> None:
    chemin = tmp_path / "personne.csv"
    chemin.write_text("id,debut\n1,hier\n")
    _, problemes = lire_csv(chemin, PERSONNE)
    assert str(problemes[0]).startswith("personne.csv:2:debut: date invalide « hier »")


def test_fichier_absent(tmp_path: Path) -> None:
    _, problemes = lire_csv(tmp_path / "personne.csv", PERSONNE)
    assert [(p.ligne, p.colonne) for p in problemes] == [(0, "*")]
