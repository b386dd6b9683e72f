"""Reader of the old flat files (one line per establishment)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import TextIO

from maillage.structures.domain.normalisation import FicheBrute
from maillage.structures.referentiels import precision_de, situation_du_jeu

EQUIVALENCES = {
    "finess": ("nofinesset",),
    "uai": ("uai", "numuai"),
    "nom": ("rs",),
    "categorie": ("categorie", "categetab"),
    "organisme_finess": ("nofinessej",),
    "organisme_nom": ("rs_ej",),
    "siret": ("siret",),
    "adresse": ("adresse",),
    "code_postal": ("code_postal",),
    "commune": ("commune_insee",),
    "telephone": ("telephone",),
    "score_ban": ("score_ban",),
    "ouvert_le": ("date_ouverture", "dateouv"),
    "ferme_le": ("date_fermeture",),
}
"""Canonical field: the columns that may hold it, first present wins."""
COLONNES_PRECISION = ("precision_position", "position_source")
ETATS = {"A": True, "I": False}


def reconnait(entete: list[str]) -> bool:
    """Tell whether a header line is one of ours: it names establishments and their FINESS numbers."""
    return {"nofinesset", "rs", "categorie"} <= set(entete)


def lire_csv(texte: TextIO, *, situation_le: date) -> Iterator[FicheBrute]:
    """Yield each line; `emplacement` is « ligne N », N counting the header as line 1."""
    lecteur = csv.DictReader(texte)
    for ligne in lecteur:
        valeurs = {
            cle: valeur or "" for cle, valeur in ligne.items() if cle is not None and not isinstance(valeur, list)
        }
        yield _fiche(valeurs, lecteur.line_num, situation_le)


def _fiche(valeurs: dict[str, str], numero: int, situation_le: date) -> FicheBrute:
    champs = {
        champ: next((valeurs[colonne] for colonne in colonnes if colonne in valeurs), "")
        for champ, colonnes in EQUIVALENCES.items()
    }
    if not champs["finess"] and not champs["uai"]:
        champs["reference"] = valeurs.get("id", "")
    mot = next((valeurs[colonne] for colonne in COLONNES_PRECISION if valeurs.get(colonne)), "")
    return FicheBrute(
        emplacement=f"ligne {numero}",
        valeurs=champs,
        ouvert=ETATS.get(valeurs.get("etat", "")),
        positions=((valeurs.get("lon", ""), valeurs.get("lat", "")),),
        precision=precision_de(mot) if mot else "ADRESSE" if champs["score_ban"] else "COMMUNE",
        situation_le=situation_du_jeu(valeurs.get("jeu", "")) or situation_le,
    )
