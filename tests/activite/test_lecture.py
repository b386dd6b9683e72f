"""The fast reader and the exact reader must agree: same verdict, same values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import ouvrir_connexion
from maillage.activite.lecture.controles import requete_de_lecture
from maillage.activite.lecture.dossier import ouvrir_dossier
from maillage.activite.lecture.entree import TEXTE
from maillage.activite.lecture.exacte import fichiers_de
from maillage.activite.lecture.rapide import Suspect, lire_rapidement
from maillage.activite.lecture.tables import specifications
from maillage.activite.moteur import compter
from maillage.activite.moteur.dossier import compter_dossier
from maillage.activite.regles import charger_jeu
from maillage.socle.tabulaire import (
    BOOLEEN,
    COMMUNE,
    DATE,
    DATE_HEURE,
    DECIMAL,
    ENTIER,
    Colonne,
    Specification,
    lire_csv,
)
from tests.activite.agendas import COLONNES, en_arrow, generer
from tests.activite.exemples import DOSSIER_EXEMPLES
from tests.conftest import exiger_partage

TYPES = {"naissance": DATE, "n": ENTIER, "taux": DECIMAL, "moment": DATE_HEURE, "commune": COMMUNE, "booleen": BOOLEEN}
JEU = charger_jeu("aire-2024")
LIEUX = JEU.parametres.lieux
TABLES = {specification.nom: specification for specification in specifications(LIEUX)}
PERIODE = Periode.depuis_libelle("2024-T1")


def _est_prouve(chemin: Path) -> bool:
    """Whether the fast reader calls the file clean, references aside."""
    with ouvrir_connexion() as connexion:
        try:
            lire_rapidement(connexion, TABLES[chemin.stem], chemin)
        except Suspect:
            return False
    return True


def test_un_fichier_prouve_propre_n_a_aucun_probleme() -> None:
    exiger_partage("activite", "exemples", "or")
    fichiers = [f for dossier in DOSSIER_EXEMPLES.iterdir() for _, f in fichiers_de(dossier, tuple(TABLES.values()))]
    verdicts = [(chemin, _est_prouve(chemin)) for chemin in fichiers[::4]]
    assert sum(prouve for _, prouve in verdicts) > len(verdicts) // 2
    assert [chemin for chemin, prouve in verdicts if prouve and lire_csv(chemin, TABLES[chemin.stem])[1]] == []


@pytest.mark.parametrize(
    "contenu",
    [
        b'jeune_id,naissance\n"J1" ,\n',
        b'jeune_id,naissance\n"J1,\n2",\n',
        b"jeune_id,naissance\nJ1,,\n",
        b"jeune_id,naissance\nJ1\n",
        b"jeune_id,naissance\nJ1,2024-02-30\n",
        b"jeune_id,naissance\nJ1,20240203\n",
        b"jeune_id,naissance\nJ1,\nJ1,\n",
        b"jeune_id,naissance\nJ\x07,\n",
        b"jeune_id,naissance\nJ\xc2\x85,\n",
        b"jeune_id,naissance\nJ\xed\xa0\x80,\n",
        b"jeune_id,naissance\nJ1,\n ,\n",
        b"jeune_id,age\nJ1,\n",
        b"jeune_id,commune_insee\nJ1,2C001\n",
        b"jeune_id,sexe\nJ1,X\n",
        b"\njeune_id\nJ1\n",
        b"",
    ],
)
def test_le_lecteur_rapide_ne_laisse_rien_passer(tmp_path: Path, contenu: bytes) -> None:
    (tmp_path / "jeune.csv").write_bytes(contenu)
    (tmp_path / "dispositif.csv").write_text("dispositif_id,type\nD1,DITEP\n")
    assert not _est_prouve(tmp_path / "jeune.csv")
    with ouvrir_connexion() as connexion:
        assert [p.fichier for p in ouvrir_dossier(connexion, tmp_path, LIEUX)] == ["jeune.csv"]


@pytest.mark.parametrize(
    "contenu",
    [
        b"jeune_id\r\nJ 1\r\n",
        b'jeune_id\n"J 1"\n',
        b"\xef\xbb\xbfjeune_id\nJ 1\n\n",
        b" jeune_id \n \xc2\xa0J 1\t\n",
        b'"jeune_id"\r\n\n"J 1"',
    ],
)
def test_formes_permises_lues_de_meme(tmp_path: Path, contenu: bytes) -> None:
    (tmp_path / "jeune.csv").write_bytes(contenu)
    (tmp_path / "dispositif.csv").write_text("dispositif_id,type\nD1,DITEP\n")
    with ouvrir_connexion() as connexion:
        assert ouvrir_dossier(connexion, tmp_path, LIEUX) == []
        assert connexion.execute("SELECT jeune_id FROM entree_jeune").fetchall() == [("J 1",)]


@given(
    st.sampled_from(("naissance", "n", "taux", "moment", "commune", "booleen")),
    st.text("0123456789-T:. +2A4true é\t", max_size=18)
    | st.dates().map(str)
    | st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2205, 1, 1)).map(
        lambda m: m.isoformat(timespec="minutes")
    )
    | st.sampled_from(
        (
            "2024-03-31T02:30",
            "2024-03-04T24:00",
            "2024-3-04T09:00",
            "2024-03-04T9:000",
            "-024-03-04",
            "2024-03-4 ",
            "infinity",
        )
    ),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_le_lecteur_rapide_refuse_ce_que_le_lecteur_exact_refuse(
    session: duckdb.DuckDBPyConnection, colonne: str, texte: str
) -> None:
    """Whatever the text, a value the fast reader lets through is a value of the contract, and the same one."""
    type_ = TYPES[colonne]
    specification = Specification("essai", (Colonne("valeur", type_),))
    session.register("source_essai", pa.table({"valeur": [texte]}))
    ((valeur, defaut),) = session.execute(requete_de_lecture(specification, {"valeur": TEXTE})).fetchall()
    if not defaut:
        assert valeur == (type_.lire(texte) if texte else None)


@pytest.fixture(scope="module")
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    with ouvrir_connexion() as connexion:
        yield connexion


def test_references_finess_et_table_absente(tmp_path: Path) -> None:
    (tmp_path / "dispositif.csv").write_text("dispositif_id,type,finess\nD1,DITEP,A\n")
    (tmp_path / "evenement.csv").write_text(
        "event_id,dispositif_id,finess,debut,fin,categorie,statut\n"
        "E1,D1,B,2024-03-04T09:00,2024-03-04T10:00,INDIRECT,REALISE\n"
        "E2,D2,A,2024-03-04T09:00,2024-03-04T10:00,INDIRECT,REALISE\n"
    )
    (tmp_path / "evenement_jeune.csv").write_text("event_id,jeune_id\nE1,J1\nE3,J1\n")
    with ouvrir_connexion() as connexion:
        placees = [(p.fichier, p.ligne, p.colonne) for p in ouvrir_dossier(connexion, tmp_path, LIEUX)]
    assert placees == [
        ("evenement.csv", 2, "finess"),
        ("evenement.csv", 3, "dispositif_id"),
        ("evenement_jeune.csv", 2, "jeune_id"),
        ("evenement_jeune.csv", 3, "event_id"),
        ("evenement_jeune.csv", 3, "jeune_id"),
    ]


def test_sans_dispositif_les_autres_fichiers_sont_quand_meme_lus(tmp_path: Path) -> None:
    (tmp_path / "jeune.csv").write_text("jeune_id\nJ1\n")
    (tmp_path / "phase.csv").write_text(
        "phase_id,jeune_id,dispositif_id,type,debut\nP1,J2,D1,ACCOMPAGNEMENT,2024-01-01\n"
    )
    with ouvrir_connexion() as connexion:
        placees = [(p.fichier, p.ligne, p.colonne) for p in ouvrir_dossier(connexion, tmp_path, LIEUX)]
    assert placees == [("dispositif.csv", 0, "*"), ("phase.csv", 2, "jeune_id")]


def _ecrire_csv(dossier: Path, graine: int) -> None:
    for nom, lignes in generer(graine, 4).items():
        texte = "\n".join([",".join(COLONNES[nom]), *(",".join(ligne[c] for c in COLONNES[nom]) for ligne in lignes)])
        (dossier / f"{nom}.csv").write_text(texte + "\n", "utf-8")


def test_csv_parquet_et_tables_en_memoire_donnent_le_meme_resultat(tmp_path: Path) -> None:
    tables = en_arrow(generer(3, 4))
    attendu = compter(tables, JEU, PERIODE).json()
    for nom in ("csv", "texte", "natif"):
        (tmp_path / nom).mkdir()
    _ecrire_csv(tmp_path / "csv", 3)
    for nom, table in tables.items():
        pq.write_table(table, tmp_path / "texte" / f"{nom}.parquet")
        pq.write_table(_natif(nom, table), tmp_path / "natif" / f"{nom}.parquet")
    for nom in ("csv", "texte", "natif"):
        comptage, problemes = compter_dossier(tmp_path / nom, JEU, PERIODE)
        assert problemes == []
        assert comptage is not None
        assert "".join(comptage.morceaux_json()) == attendu


def test_compter_par_petits_lots_ne_change_rien(tmp_path: Path) -> None:
    _ecrire_csv(tmp_path, 3)
    textes = []
    for taille in (1, 1_000_000):
        comptage, _ = compter_dossier(tmp_path, JEU, PERIODE, evenements_par_lot=taille)
        assert comptage is not None
        assert len(comptage.lots) == (4 if taille == 1 else 1)
        textes.append("".join(comptage.morceaux_json()))
    assert textes[0] == textes[1]


def _natif(nom: str, table: pa.Table) -> pa.Table:
    """The same table with the types of the contract."""
    natifs = {"date": pa.date32(), "date_heure": pa.timestamp("us"), "entier": pa.int32(), "booleen": pa.bool_()}
    for rang, colonne in enumerate(TABLES[nom].colonnes):
        cible = natifs.get(colonne.type.nom)
        if cible is not None:
            textes = [texte or None for texte in table.column(rang).to_pylist()]
            table = table.set_column(rang, colonne.nom, pa.array(textes, pa.string()).cast(cible))
    return table


def test_une_colonne_que_rien_ne_controle_est_quand_meme_lue(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, in a text that the count of the period might never read."""
    bornes, octets = pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xed\xa0")
    source = pa.StringArray.from_buffers(1, bornes, octets)
    colonnes = {nom: [ligne[nom]] for ligne in generer(3, 1)["evenement"][:1] for nom in ligne}
    pq.write_table(pa.table({**colonnes, "source": source}), tmp_path / "evenement.parquet")
    assert not _est_prouve(tmp_path / "evenement.parquet")
    pq.write_table(pa.table(colonnes), tmp_path / "evenement.parquet")
    assert _est_prouve(tmp_path / "evenement.parquet")


def test_parquet_place_ses_problemes_comme_un_csv(tmp_path: Path) -> None:
    pq.write_table(pa.table({"dispositif_id": ["D1"], "type": ["DITEP"]}), tmp_path / "dispositif.parquet")
    pq.write_table(pa.table({"jeune_id": ["J1", "J1"], "commune_insee": ["31555", "31"]}), tmp_path / "jeune.parquet")
    (tmp_path / "phase.parquet").write_bytes(b"rien")
    with ouvrir_connexion() as connexion:
        placees = [(p.fichier, p.ligne, p.colonne) for p in ouvrir_dossier(connexion, tmp_path, LIEUX)]
    assert placees == [
        ("jeune.parquet", 3, "commune_insee"),
        ("jeune.parquet", 3, "jeune_id"),
        ("phase.parquet", 0, "*"),
    ]
