"""The schools of the national directory, read from its file: every problem is told by line and column, sound lines are kept."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from maillage.cartographie.domain.positions import defaut_de
from maillage.cartographie.models import Ecole
from maillage.cartographie.permissions import CARTES, exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.territoire.selectors import communes_actuelles

COLONNES = ("uai", "nom", "commune_insee", "lon", "lat", "nombre_eleves")
CHAMPS = ("nom", "commune", "lon", "lat", "eleves", "situation_le")
TAILLE_LOT = 500
LONGUEUR_UAI = 8


@dataclass
class RapportEcoles:
    """How many schools were written, and each line set aside: `fichier:ligne:colonne: motif`."""

    ecrites: int = 0
    problemes: list[str] = field(default_factory=list)


def charger_ecoles(acteur: Acteur, lignes: Iterable[str], *, nom: str, situation_le: dt.date) -> RapportEcoles:
    """Read a CSV with a header; twice gives the same. A wrong position, commune or number sets its line aside."""
    exiger(acteur, CARTES)
    lecture = csv.DictReader(lignes)
    manquantes = [colonne for colonne in COLONNES if colonne not in (lecture.fieldnames or ())]
    rapport = RapportEcoles(problemes=[f"{nom}:1:{colonne}: colonne absente" for colonne in manquantes])
    if manquantes:
        return rapport
    toutes = list(enumerate(lecture, start=2))
    communes = communes_actuelles(ligne["commune_insee"] or "" for _, ligne in toutes)
    ecoles: dict[str, Ecole] = {}
    for numero, ligne in toutes:
        colonne, motif = _probleme(ligne, communes)
        if motif:
            rapport.problemes.append(f"{nom}:{numero}:{colonne}: {motif}")
        else:
            ecoles[ligne["uai"]] = _ecole(ligne, communes, situation_le)
    _ecrire(acteur, ecoles, nom)
    rapport.ecrites = len(ecoles)
    return rapport


@transaction.atomic
def _ecrire(acteur: Acteur, ecoles: Mapping[str, Ecole], nom: str) -> None:
    Ecole.objects.bulk_create(
        ecoles.values(), TAILLE_LOT, update_conflicts=True, unique_fields=["uai"], update_fields=CHAMPS
    )
    journaliser(acteur, "cartographie.charger_ecoles", details={"fichier": nom, "ecoles": len(ecoles)})


def _probleme(ligne: Mapping[str, str | None], communes: Mapping[str, str]) -> tuple[str, str]:
    """Return the column and what is wrong there, nothing when the line is sound."""
    uai, commune = ligne["uai"] or "", ligne["commune_insee"] or ""
    if len(uai) != LONGUEUR_UAI:
        return "uai", f"« {uai} » n'est pas un UAI de huit caractères"
    if commune not in communes:
        return "commune_insee", f"commune « {commune} » inconnue ici"
    lon, lat = _nombre(ligne["lon"]), _nombre(ligne["lat"])
    if defaut := defaut_de(lon, lat):
        return "lon", str(defaut)
    if ligne["nombre_eleves"] and _nombre(ligne["nombre_eleves"]) is None:
        return "nombre_eleves", "nombre attendu"
    return "", ""


def _nombre(texte: str | None) -> float | None:
    try:
        return float((texte or "").replace(",", "."))
    except ValueError:
        return None


def _ecole(ligne: Mapping[str, str], communes: Mapping[str, str], situation_le: dt.date) -> Ecole:
    eleves = _nombre(ligne["nombre_eleves"])
    return Ecole(
        uai=ligne["uai"],
        nom=ligne["nom"][:200],
        commune_id=communes[ligne["commune_insee"]],
        lon=_nombre(ligne["lon"]) or 0.0,
        lat=_nombre(ligne["lat"]) or 0.0,
        eleves=None if eleves is None else max(0, int(eleves)),
        situation_le=situation_le,
    )
