"""The warehouse: only the columns of its dictionary, only what a transmitted return shows, no one."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.pilotage.entrepot import ecrire_entrepot, tables_de_l_entrepot
from maillage.pilotage.entrepot.commande import executer
from maillage.pilotage.entrepot.dictionnaire import dictionnaire
from maillage.pilotage.entrepot.ecriture import ColonneInterdite
from tests.pilotage.scene import region_au_hasard

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def test_chaque_fichier_a_les_colonnes_du_dictionnaire_et_les_petits_nombres_se_cachent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dispositifs = region_au_hasard(6)
    assert executer(["--sortie", str(tmp_path / "entrepot")]) == 0
    assert f"dispositif.parquet : {len(dispositifs)} lignes" in capsys.readouterr().out
    for table in dictionnaire()[1]:
        lue = pq.read_table(tmp_path / "entrepot" / f"{table.nom}.parquet")
        assert lue.schema.names == [colonne.nom for colonne in table.colonnes]
    mesures = pq.read_table(tmp_path / "entrepot" / "mesure.parquet").to_pylist()
    assert {ligne["dispositif"] for ligne in mesures} <= {dispositif.code for dispositif in dispositifs}
    assert mesures and all((ligne["valeur"] is None) == ligne["masque"] for ligne in mesures)
    comptes = [m for m in mesures if m["mesure"] in {"file_active.stricte", "flux.presents_fin"}]
    assert {m["masque"] for m in comptes} == {True, False}
    assert all(m["masque"] or m["valeur"] == 0 or m["valeur"] >= 5 for m in comptes)
    assert "`mesure.parquet`" in (tmp_path / "entrepot" / "DICTIONNAIRE.md").read_text("utf-8")


def test_une_colonne_hors_du_dictionnaire_arrete_tout(tmp_path: Path) -> None:
    tables = {table.nom: [] for table in dictionnaire()[1]}
    with pytest.raises(ColonneInterdite, match="places"):
        ecrire_entrepot({**tables, "places": [{"dispositif": "A", "jeune": "Sacha"}]}, tmp_path)
    with pytest.raises(ColonneInterdite, match="jeune"):
        ecrire_entrepot({**tables, "jeune": []}, tmp_path)


def test_un_dossier_deja_plein_est_refuse_sans_rien_ecrire(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("à garder", "utf-8")
    assert executer(["--sortie", str(tmp_path)]) == 2
    assert "n'est pas vide" in capsys.readouterr().err
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["note.txt"]


def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_dispositifs() -> None:
    region_au_hasard(2, types=("DITEP",))
    with CaptureQueriesContext(connection) as peu:
        tables_de_l_entrepot()
    region_au_hasard(6, types=("DIME", "DAME"))
    with CaptureQueriesContext(connection) as beaucoup:
        tables_de_l_entrepot()
    assert len(beaucoup) == len(peu)
