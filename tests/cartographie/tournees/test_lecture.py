"""Problems of the file: each is told at its path, all in one run, and nothing is written."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from maillage.cartographie.lecture.tables import EntreeRefuseeError
from maillage.cartographie.tournees.domain.modele import Fenetre
from maillage.cartographie.tournees.lecture import lire_probleme
from tests.cartographie.tournees.fabrique import Json, ecrire, jeune, lire, probleme, vehicule

pytestmark = pytest.mark.sans_base


def _modele() -> Json:
    jeunes = [jeune("j1", "A", fenetre=["08:00", "08:20"]), jeune("j2", "B", pas_avec=["j1"])]
    return probleme(jeunes, [vehicule("v1"), vehicule("v2")])


def _pose(*chemin: str | int, valeur: object) -> Callable[[Json], None]:
    def poser(objet: Any) -> None:
        for etape in chemin[:-1]:
            objet = objet[etape]
        objet[chemin[-1]] = valeur

    return poser


def _ote(*chemin: str | int) -> Callable[[Json], None]:
    def oter(objet: Any) -> None:
        for etape in chemin[:-1]:
            objet = objet[etape]
        del objet[chemin[-1]]

    return oter


FAUTES: list[tuple[Callable[[Json], None], str]] = [
    (_pose("sens", valeur="RETOURS"), "sens"),
    (_ote("sens"), "sens"),
    (_ote("etablissement"), "etablissement"),
    (_pose("etablissement", valeur="Z"), "etablissement"),
    (_ote("arrivee"), "arrivee"),
    (_pose("arrivee", valeur=["08:30"]), "arrivee"),
    (_pose("arrivee", 0, valeur="8h30"), "arrivee[0]"),
    (_pose("arrivee", 1, valeur="08:29"), "arrivee[1]"),
    (_pose("arrivee", 1, valeur="24:00"), "arrivee[1]"),
    (_ote("points"), "points"),
    (_pose("points", 1, "lat", valeur=91), "points[1].lat"),
    (_pose("points", 1, "id", valeur="E"), "points[1].id"),
    (_ote("temps"), "temps"),
    (_pose("temps", valeur=[]), "temps"),
    (_pose("temps", "ids", 3, valeur="A"), "temps.ids[3]"),
    (_pose("temps", "minutes", 1, 2, valeur=-1), "temps.minutes[1][2]"),
    (_pose("temps", "minutes", 1, 2, valeur="12"), "temps.minutes[1][2]"),
    (_pose("temps", "minutes", 1, valeur=[0, 1]), "temps.minutes[1]"),
    (_ote("temps", "km", 0), "temps.km"),
    (_pose("temps", "date", valeur="02/09/2024"), "temps.date"),
    (_pose("temps", "estimation", valeur="non"), "temps.estimation"),
    (_ote("vehicules"), "vehicules"),
    (_pose("vehicules", 0, valeur="v1"), "vehicules[0]"),
    (_pose("vehicules", 1, "id", valeur="v1"), "vehicules[1].id"),
    (_pose("vehicules", 0, "places", valeur=2.5), "vehicules[0].places"),
    (_pose("vehicules", 0, "places", valeur=True), "vehicules[0].places"),
    (_pose("vehicules", 0, "fin", valeur="Z"), "vehicules[0].fin"),
    (_ote("vehicules", 0, "cout_fixe"), "vehicules[0].cout_fixe"),
    (_pose("jeunes", valeur={}), "jeunes"),
    (_pose("jeunes", 1, "point", valeur="Z"), "jeunes[1].point"),
    (_pose("jeunes", 1, "point", valeur=3), "jeunes[1].point"),
    (_pose("jeunes", 1, "id", valeur=""), "jeunes[1].id"),
    (_pose("jeunes", 1, "fauteuil", valeur=1), "jeunes[1].fauteuil"),
    (_ote("jeunes", 0, "duree_max"), "jeunes[0].duree_max"),
    (_pose("jeunes", 0, "embarquement", valeur=10**7), "jeunes[0].embarquement"),
    (_pose("jeunes", 0, "fenetre", 1, valeur="07:59"), "jeunes[0].fenetre[1]"),
    (_pose("jeunes", 1, "pas_avec", 0, valeur="j9"), "jeunes[1].pas_avec[0]"),
    (_pose("jeunes", 1, "pas_avec", 0, valeur="j2"), "jeunes[1].pas_avec[0]"),
]


@pytest.mark.parametrize(("faute", "chemin"), FAUTES)
def test_chaque_faute_est_dite_a_son_chemin(faute: Callable[[Json], None], chemin: str, tmp_path: Path) -> None:
    objet = _modele()
    faute(objet)
    with pytest.raises(EntreeRefuseeError) as refus:
        lire(objet, tmp_path)
    places = [(p.fichier, p.ligne, p.colonne) for p in refus.value.problemes]
    assert places == [("PROBLEME.json", 0, chemin)]


def test_toutes_les_fautes_sont_dites_ensemble(tmp_path: Path) -> None:
    objet = copy.deepcopy(_modele())
    for faute, chemin in FAUTES:
        if chemin in ("sens", "arrivee[0]", "jeunes[1].point", "vehicules[0].fin"):
            faute(objet)
    with pytest.raises(EntreeRefuseeError) as refus:
        lire(objet, tmp_path)
    assert {p.colonne for p in refus.value.problemes} == {
        "sens",
        "arrivee[0]",
        "jeunes[1].point",
        "vehicules[0].fin",
    } - ({"sens"} if "sens" in objet else set())


ILLISIBLES = (b"", b"{", b"[]", b'{"sens": NaN}', b"\xff{}", b"[" * 100_000)


@pytest.mark.parametrize("octets", ILLISIBLES, ids=range(len(ILLISIBLES)))
def test_un_fichier_illisible_se_dit_en_une_ligne(octets: bytes, tmp_path: Path) -> None:
    chemin = tmp_path / "X.json"
    chemin.write_bytes(octets)
    with pytest.raises(EntreeRefuseeError) as refus:
        lire_probleme(chemin)
    assert [(p.fichier, p.ligne, p.colonne) for p in refus.value.problemes] == [("X.json", 0, "*")]


def test_un_fichier_absent_se_dit_en_une_ligne(tmp_path: Path) -> None:
    with pytest.raises(EntreeRefuseeError, match=r"^X\.json:0:\*: "):
        lire_probleme(tmp_path / "X.json")


def test_une_cle_repetee_est_refusee(tmp_path: Path) -> None:
    texte = ecrire(_modele(), tmp_path).read_text(encoding="utf-8")
    chemin = tmp_path / "PROBLEME.json"
    chemin.write_text(texte.replace('"id": "v1",', '"id": "v1", "id": "v1",'), encoding="utf-8")
    with pytest.raises(EntreeRefuseeError, match=r"^PROBLEME\.json:0:vehicules\[0\]\.id: "):
        lire_probleme(chemin)


def test_ce_qui_est_facultatif_peut_manquer(tmp_path: Path) -> None:
    objet = _modele()
    objet["jeunes"][0]["fenetre"] = None
    objet["inconnue"] = 1
    lu = lire(objet, tmp_path)
    assert (lu.jeunes[0].fenetre, lu.jeunes[1].fenetre, lu.jeunes[0].pas_avec) == (None, None, frozenset())
    assert (lu.temps.source, lu.temps.date, lu.temps.estimation) == ("PROBLEME.json", None, False)


def test_les_nombres_sont_exacts(tmp_path: Path) -> None:
    objet = _modele()
    objet["temps"] |= {"source": "osrm", "date": "2024-09-02", "estimation": True}
    objet["temps"]["minutes"][0][1] = 0.1
    objet["temps"]["minutes"][0][2] = None
    objet["arrivee"] = ["08:30", "08:30:30"]
    lu = lire(objet, tmp_path)
    assert lu.temps.minutes[0][1:3] == (Fraction(1, 10), None)
    assert lu.arrivee == Fenetre(30_600, 30_630)
    assert (lu.temps.source, lu.temps.date, lu.temps.estimation) == ("osrm", "2024-09-02", True)
