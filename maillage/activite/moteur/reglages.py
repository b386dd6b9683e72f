"""Parameters and calendar as small tables: the SQL files hold no value of their own."""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import time
from decimal import Decimal

import duckdb
import pyarrow as pa

from maillage.activite.domain.parametres import DECIMAUX, Parametres
from maillage.activite.domain.periode import Periode
from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre, jours_entre

MILLION = 1_000_000
LISTES = ("phases_journees", "modalites_hors_seance", "codes_scolarite_ordinaire", "seuils")
LIEUX = pa.schema([("lieu_type", pa.string()), ("modalite", pa.string())])
SEMAINE = pa.schema(
    [("semaine", pa.string()), ("lundi", pa.date32()), ("jeudi", pa.date32()), ("compteur", pa.string())]
)
JOUR_CIVIL = pa.schema([("jour", pa.date32()), ("ouvre", pa.bool_())])
HORS_TABLE = (*LISTES, "lieux", "creneau_matin", "creneau_apres_midi", "heure_nuit")


def poser_reglages(connexion: duckdb.DuckDBPyConnection, parametres: Parametres, periode: Periode) -> None:
    """Create `parametres` (one row), the lists, `lieux`, `semaine` and `jour_civil`."""
    _poser(connexion, "parametres", _une_ligne(parametres, periode))
    _poser_liste(connexion, "phases_journees", "phase", "t_phase", parametres.phases_journees)
    _poser_liste(connexion, "modalites_hors_seance", "modalite", "t_modalite", parametres.modalites_hors_seance)
    _poser_liste(connexion, "codes_scolarite_ordinaire", "code", "VARCHAR", set(parametres.codes_scolarite_ordinaire))
    _poser_liste(connexion, "seuils", "seuil", "INTEGER", parametres.seuils)
    lieux = ((lieu, modalite or None) for lieu, modalite in parametres.lieux.items())
    poser_table(connexion, "lieux", LIEUX, lieux)
    connexion.execute("ALTER TABLE lieux ALTER modalite TYPE t_modalite")
    semaines = ((str(s), s.lundi, s.jeudi, periode.compteur(s)) for s in periode.semaines)
    poser_table(connexion, "semaine", SEMAINE, semaines)
    dates = jours_entre(periode.premier_jour_utile, periode.dernier_jour_utile + UN_JOUR)
    poser_table(connexion, "jour_civil", JOUR_CIVIL, ((jour, est_ouvre(jour)) for jour in dates))


def _une_ligne(parametres: Parametres, periode: Periode) -> pa.Table:
    """Decimals become integers of millionths, hours become TIME."""
    valeurs: dict[str, object] = {
        "periode_debut": periode.debut,
        "periode_fin": periode.fin,
        "arrete": periode.arrete,
        "premier_jour": periode.premier_jour_utile,
        "dernier_jour": periode.dernier_jour_utile,
        "matin_debut": time.fromisoformat(parametres.creneau_matin[0]),
        "matin_fin": time.fromisoformat(parametres.creneau_matin[1]),
        "apres_midi_debut": time.fromisoformat(parametres.creneau_apres_midi[0]),
        "apres_midi_fin": time.fromisoformat(parametres.creneau_apres_midi[1]),
        "heure_nuit": time.fromisoformat(parametres.heure_nuit),
        "seuil_1": parametres.seuils[0],
    }
    for champ in fields(Parametres):
        if champ.name not in HORS_TABLE:
            valeur = getattr(parametres, champ.name)
            valeurs[champ.name] = _millioniemes(valeur) if champ.name in DECIMAUX else valeur
    return pa.table({nom: [valeur] for nom, valeur in valeurs.items()})


def _millioniemes(valeur: Decimal) -> int:
    return int(valeur * MILLION)


def _colonnes(schema: pa.Schema, lignes: Iterable[Sequence[object]]) -> pa.Table:
    colonnes = list(zip(*lignes, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(colonne, champ.type) for colonne, champ in zip(colonnes, schema, strict=True)], schema=schema
    )


def _poser_liste(
    connexion: duckdb.DuckDBPyConnection, table: str, colonne: str, type_sql: str, valeurs: Iterable[object]
) -> None:
    connexion.execute(f"CREATE TEMP TABLE {table} ({colonne} {type_sql})")
    if lignes := [(valeur,) for valeur in valeurs]:
        connexion.executemany(f"INSERT INTO {table} VALUES (?)", lignes)


def poser_table(
    connexion: duckdb.DuckDBPyConnection, nom: str, schema: pa.Schema, lignes: Iterable[Sequence[object]]
) -> None:
    """A small table from Python rows."""
    _poser(connexion, nom, _colonnes(schema, lignes))


def _poser(connexion: duckdb.DuckDBPyConnection, nom: str, table: pa.Table) -> None:
    connexion.register("_registre", table)
    connexion.execute(f"CREATE TEMP TABLE {nom} AS SELECT * FROM _registre")
    connexion.unregister("_registre")
