"""Parameters as values, calendar as small tables: the SQL files hold no value of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import time
from decimal import Decimal

import duckdb

from maillage.activite.domain.parametres import DECIMAUX, Parametres
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import instructions
from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre, jours_entre

MILLION = 1_000_000
CRENEAUX = ("creneau_matin", "creneau_apres_midi")
LIEUX = {"lieu_type": "VARCHAR", "modalite": "t_modalite"}
SEMAINE = {"semaine": "VARCHAR", "lundi": "DATE", "jeudi": "DATE", "compteur": "VARCHAR"}
JOUR_CIVIL = {"jour": "DATE", "ouvre": "BOOLEAN"}

Valeurs = dict[str, object]


def valeurs_des_regles(parametres: Parametres, periode: Periode) -> Valeurs:
    """What the SQL files name `$…`: decimals become integers of millionths, hours become TIME."""
    valeurs: Valeurs = {
        "periode_debut": periode.debut,
        "periode_fin": periode.fin,
        "arrete": periode.arrete,
        "premier_jour": periode.premier_jour_utile,
        "dernier_jour": periode.dernier_jour_utile,
        "matin_debut": time.fromisoformat(parametres.creneau_matin[0]),
        "matin_fin": time.fromisoformat(parametres.creneau_matin[1]),
        "apres_midi_debut": time.fromisoformat(parametres.creneau_apres_midi[0]),
        "apres_midi_fin": time.fromisoformat(parametres.creneau_apres_midi[1]),
        "seuil_1": parametres.seuils[0],
    }
    for champ in fields(Parametres):
        if champ.name not in (*CRENEAUX, "lieux"):
            valeurs[champ.name] = _valeur(champ.name, getattr(parametres, champ.name))
    return valeurs


def _valeur(nom: str, valeur: object) -> object:
    if nom in DECIMAUX:
        return _millioniemes(Decimal(str(valeur)))
    if nom == "heure_nuit":
        return time.fromisoformat(str(valeur))
    return list(valeur) if isinstance(valeur, tuple) else valeur


def poser_calendrier(connexion: duckdb.DuckDBPyConnection, parametres: Parametres, periode: Periode) -> None:
    """Create `lieux`, `semaine` and `jour_civil`."""
    lieux = parametres.lieux
    poser_table(connexion, "lieux", LIEUX, (lieux, [modalite or None for modalite in lieux.values()]))
    semaines = [(str(semaine), semaine.lundi, semaine.jeudi, periode.compteur(semaine)) for semaine in periode.semaines]
    poser_table(connexion, "semaine", SEMAINE, zip(*semaines, strict=True) if semaines else [[]] * len(SEMAINE))
    dates = list(jours_entre(periode.premier_jour_utile, periode.dernier_jour_utile + UN_JOUR))
    poser_table(connexion, "jour_civil", JOUR_CIVIL, (dates, map(est_ouvre, dates)))


def _millioniemes(valeur: Decimal) -> int:
    return int(valeur * MILLION)


def poser_table(
    connexion: duckdb.DuckDBPyConnection, nom: str, types: Mapping[str, str], colonnes: Iterable[Iterable[object]]
) -> None:
    """A small table from Python lists, one by column; `types`: column → type."""
    lues = ", ".join(f"unnest(${colonne}::{type_}[]) AS {colonne}" for colonne, type_ in types.items())
    [creation] = instructions(f"CREATE TEMP TABLE {nom} AS SELECT {lues}")
    connexion.execute(creation, {nom: list(valeurs) for nom, valeurs in zip(types, colonnes, strict=True)})
