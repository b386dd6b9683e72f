"""The count of a cluster is that of one machine, to the byte; and what a cluster cannot do is said in French."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest

from maillage.activite.domain.periode import Periode
from maillage.activite.echelle import grappe
from maillage.activite.echelle.colis import LOT, deballer, emballer
from maillage.activite.echelle.lot import Commission, MoteurDifferent
from maillage.activite.echelle.repartition import decouper
from maillage.activite.moteur.dossier import compter_dossier
from maillage.activite.regles import charger_jeu
from maillage.cli import main
from tests.activite.agendas import generer
from tests.activite.region import ecrire_csv, ecrire_parquet, region
from tests.conftest import RACINE, exiger_partage

GRAPPE = "local-cluster[2,1,1024]"
JEU, PERIODE = charger_jeu("aire-2024"), Periode.depuis_libelle("2024-T1")
COURTE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java does not optimise what lives a few seconds."""
UN_MEME_APPEL = """
import json, sys
from pathlib import Path
from maillage.activite.domain.periode import Periode
from maillage.activite.echelle import comptage
from maillage.activite.echelle.grappe import ouvrir_grappe
from maillage.activite.regles import charger_jeu

racine, jeu, periode = Path(sys.argv[1]), charger_jeu("aire-2024"), Periode.depuis_libelle("2024-T1")
comptage.EVENEMENTS_PAR_LOT = 150
dits = {}
with ouvrir_grappe(sys.argv[2]) as session:
    for nom in sys.argv[3:]:
        travail = racine / f"travail-{nom}"
        travail.mkdir()
        compte, problemes = comptage.compter_sur_grappe(session, racine / nom, jeu, periode, travail=travail)
        dits[nom] = "".join(compte.morceaux_json()) if compte else [str(probleme) for probleme in problemes]
(racine / "dits.json").write_text(json.dumps(dits), "utf-8")
"""


def test_une_grappe_donne_les_memes_octets_qu_une_machine(tmp_path: Path) -> None:
    """Every worked example and an invented region, in Parquet; a smaller one in CSV; one with faults that no lot shows."""
    exiger_partage("activite", "exemples", "or")
    if motif := grappe.motif_d_absence(GRAPPE):
        pytest.skip(motif)
    ecrire_parquet(tmp_path / "parquet", region())
    petite = generer(3, 2)
    ecrire_csv(tmp_path / "csv", petite)
    petite["evenement"].append(petite["evenement"][0] | {"dispositif_id": "D01"})
    petite["evenement_pro"].append({"event_id": "INCONNU", "pro_id": "P1"})
    ecrire_parquet(tmp_path / "fautif", petite)
    noms = ("parquet", "fautif", "csv")
    milieu = {**os.environ, "PYTHONPATH": str(RACINE), "JAVA_TOOL_OPTIONS": COURTE, "SPARK_HOME": _maison(tmp_path)}
    appel = [sys.executable, "-c", UN_MEME_APPEL, str(tmp_path), GRAPPE, *noms]
    subprocess.run(appel, cwd=RACINE, env=milieu, check=True, timeout=280)
    dits = json.loads((tmp_path / "dits.json").read_text("utf-8"))
    for nom in noms:
        seul, problemes = compter_dossier(tmp_path / nom, JEU, PERIODE)
        assert (seul is None) == (nom == "fautif")
        assert dits[nom] == ("".join(seul.morceaux_json()) if seul else [str(probleme) for probleme in problemes])
    assert len(json.loads(dits["parquet"])["dispositifs"]) > 40
    assert len(dits["fautif"]) == 2
    assert [chemin.name for chemin in sorted((tmp_path / "travail-parquet").iterdir())] == ["directs"]


def test_une_table_en_plusieurs_fichiers_compte_comme_un_seul_et_place_ses_fautes(tmp_path: Path) -> None:
    tables = generer(3, 2)
    ecrire_csv(tmp_path / "csv", tables)
    ecrire_parquet(tmp_path / "parties", tables)
    textes = []
    for nom in ("csv", "parties"):
        seul, problemes = compter_dossier(tmp_path / nom, JEU, PERIODE)
        assert seul is not None
        textes.append("".join(seul.morceaux_json()))
    assert textes[0] == textes[1]
    tables["evenement_jeune"][6]["presence"] = "PEUT-ETRE"
    ecrire_parquet(tmp_path / "fautives", tables)
    _, problemes = compter_dossier(tmp_path / "fautives", JEU, PERIODE)
    assert [(p.fichier, p.ligne, p.colonne) for p in problemes] == [("evenement_jeune.parquet", 8, "presence")]


def _maison(dossier: Path) -> str:
    """Spark as installed, seen from a folder where the local cluster may write the journal of its nodes."""
    maison, spec = dossier / "spark", find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    maison.mkdir()
    for entree in Path(spec.origin).parent.iterdir():
        if entree.name != "work":
            (maison / entree.name).symlink_to(entree)
    return str(maison)


@pytest.mark.parametrize(
    ("nombres", "coeurs", "maximum", "lots"),
    [
        ([], 2, 1_000_000, ()),
        ([0, 0], 2, 1_000_000, ((1, 2),)),
        ([40, 40, 10, 70, 5], 1, 50, ((1, 2), (3, 4), (5, 5))),
        ([60_000] * 4, 8, 1_000_000, ((1, 1), (2, 2), (3, 3), (4, 4))),
    ],
)
def test_les_lots_suivent_les_coeurs_et_tiennent_en_memoire(
    nombres: list[int], coeurs: int, maximum: int, lots: tuple[tuple[int, int], ...]
) -> None:
    assert decouper(nombres, coeurs=coeurs, maximum=maximum) == lots


def test_les_lignes_d_un_lot_arrivent_toutes_et_elles_seules() -> None:
    lignes = pa.record_batch({"event_id": ["a", "b", "c"], LOT: pa.array([1, 0, 1], pa.int32())})
    colis = [*emballer([lignes, lignes], "evenement")]
    du_lot = [
        morceau.filter(pa.array([numero == 1 for numero in morceau.column(LOT).to_pylist()])) for morceau in colis
    ]
    numero, tables = deballer(du_lot)
    assert numero == 1
    assert tables["evenement"].to_pylist() == [{"event_id": nom} for nom in ("a", "c", "a", "c")]


def test_un_noeud_qui_a_un_autre_moteur_ne_compte_pas() -> None:
    with pytest.raises(MoteurDifferent):
        list(Commission(JEU, PERIODE, ((1, 1),), {}, "une autre version").executer([]))


@pytest.mark.parametrize(
    ("adresse", "present", "java", "dit"),
    [
        ("ici", True, 17, "n'est pas une adresse de grappe"),
        ("local[0]", True, 17, "n'est pas une adresse de grappe"),
        (GRAPPE, False, 17, "pip install 'maillage[echelle]'"),
        (GRAPPE, True, None, "Java est introuvable"),
        (GRAPPE, True, 11, "Java 11 est trop ancien"),
    ],
)
def test_une_grappe_impossible_est_refusee_avant_tout(
    adresse: str, present: bool, java: int | None, dit: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(grappe, "find_spec", lambda _nom: object() if present else None)
    monkeypatch.setattr(grappe, "_version_de_java", lambda: java)
    regles = ["--regles", "aire-2024", "--periode", "2024-T1", "--sortie", str(tmp_path / "r.json")]
    assert main(["compter", str(tmp_path), *regles, "--grappe", adresse]) == 2
    erreur = capsys.readouterr().err
    assert erreur.startswith("arguments:0:--grappe:")
    assert dit in erreur
    assert list(tmp_path.iterdir()) == []
