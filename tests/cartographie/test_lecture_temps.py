"""Time files: the fast reader says what the exact one says, or leaves it to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.cartographie.lecture import temps
from tests.cartographie.fichiers import Lanceur

pytestmark = pytest.mark.sans_base
NOMS = ("demande", "offre")
IDS = st.sampled_from(["a", "b", "é", " c ", "", "a;b", '"q"', "\u00a0d", "a" * 65, "x\ty"])
CELLULES = st.sampled_from(["1", "2.5", "0", "999999.999999", "1.0000001", "-1", "x", "", " 3 ", "1e3"])
DATES = st.sampled_from(["2026-01-15", "", "2026-13-01", "hier"])
ENTETES = st.sampled_from(
    [
        "demande,offre,minutes",
        "origine, destination,minutes,date",
        "offre,minutes,demande,autre",
        "demande,minutes,x",
        "a,b,c",
    ]
)
FINS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ENTETES, st.lists(st.tuples(IDS, IDS, CELLULES, DATES), max_size=4), FINS, st.booleans())
def test_les_deux_lecteurs_disent_la_meme_chose(
    tmp_path: Path, entete: str, lignes: list[tuple[str, ...]], fin: str, vide: bool
) -> None:
    largeur = entete.count(",") + 1
    textes = [entete, *("" if vide else " ",) * (len(lignes) > 2), *(",".join(ligne[:largeur]) for ligne in lignes)]
    chemin = tmp_path / "T.csv"
    chemin.write_bytes((fin.join(textes) + fin).encode())
    vite = temps._lire_vite(chemin, NOMS, ("km",))
    exact, problemes = temps._lire_exactement(chemin, NOMS, ("km",))
    if vite is None:
        return
    rapide, trouves = vite
    assert sorted(trouves) == sorted(problemes)
    assert (rapide.origines, rapide.destinations, rapide.provenance) == (
        exact.origines,
        exact.destinations,
        exact.provenance,
    )
    for un, deux in zip(
        (*rapide.rangs, *rapide.mesures.values()), (*exact.rangs, *exact.mesures.values()), strict=True
    ):
        assert un.tolist() == deux.tolist()


@pytest.mark.parametrize(
    "texte",
    [
        "minutes,demande,offre,km\n 3.5,a, b ,\n4,a,c,1.25\n\n",
        '"minutes",demande,"offre",km\r\n"3.5","a"," b ",""\r\n4,a,"c","1.25"\r\n',
        'demande,minutes,offre,source,km\na,3.5,b,T.csv,\na,4,c,"de, à",1.25',
    ],
)
def test_un_fichier_ordinaire_est_lu_vite(tmp_path: Path, texte: str) -> None:
    chemin = tmp_path / "T.csv"
    chemin.write_bytes(texte.encode("utf-8-sig"))
    vite = temps._lire_vite(chemin, NOMS, ("km",))
    assert vite is not None
    lu, problemes = vite
    assert problemes == []
    assert lu.mesures["minutes"].tolist() == [3_500_000, 4_000_000]
    assert lu.mesures["km"].tolist() == [-1, 1_250_000]
    assert lu.paires(["a"], ["c", "b"]).destinations.tolist() == [1, 0]
    assert lu.provenance == temps.Provenance("T.csv")


@pytest.mark.parametrize(
    ("octets", "places"),
    [
        (b"", ["T.csv:1:*"]),
        (b"demande,offre\n", ["T.csv:1:minutes"]),
        (b"origine,minutes\n", ["T.csv:1:destination"]),
        (b"demande,destination,minutes\n", ["T.csv:1:offre"]),
        (b"demande,offre,minutes,minutes\n", ["T.csv:1:minutes"]),
        (b"demande,offre,minutes\na,b\n", ["T.csv:2:*"]),
        (b"demande,offre,minutes\na,b,1\n\xff\n", ["T.csv:3:*"]),
        (b"demande,offre,minutes,estimation\na,b,1,oui\na,b,2,\n", ["T.csv:2:estimation", "T.csv:3:demande+offre"]),
        (b'demande,offre,minutes\n"a,b,1\n', ["T.csv:2:*"]),
    ],
)
def test_les_problemes_d_un_fichier_de_temps(lanceur: Lanceur, octets: bytes, places: list[str]) -> None:
    demandes, offres = lanceur.ecrire("D.csv", "id,population"), lanceur.ecrire("O.csv", "id,capacite,public")
    chemin = lanceur.dossier / "T.csv"
    chemin.write_bytes(octets)
    assert lanceur.lancer("acces", demandes, offres, str(chemin), "--seuil", "1") == 2
    assert lanceur.places() == places
