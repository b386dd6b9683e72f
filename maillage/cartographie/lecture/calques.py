"""A file of cells, CSV, XLSX, ODS or GeoJSON: every line read, every fault told with its line and its column, nothing written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from maillage.agenda.imports.readers import ICS, FichierIllisible, deviner_format, lire_tableau
from maillage.cartographie.domain.calques import (
    CelluleLue,
    ErreurCalque,
    LectureCalque,
    NiveauCalque,
    colonnes_absentes,
    colonnes_du_calque,
    lire_cellule,
    sans_doublon,
)
from maillage.territoire import selectors as territoire
from maillage.territoire.sources import noms_des_departements

ILLISIBLE = "Ce fichier n'est pas une collection GeoJSON lisible : exportez-le de nouveau en GeoJSON, WGS84."
Ligne = tuple[int, Mapping[str, str], Mapping[str, Any] | None, str]


def lire_calque_depose(contenu: bytes, nom: str, lecture: LectureCalque, *, maximum: int) -> list[CelluleLue]:
    """Return the cells of a file. Raise ErreurCalque when the file itself cannot be used."""
    geojson = nom.lower().endswith((".geojson", ".json"))
    if lecture.niveau is NiveauCalque.ZONES and not geojson:
        raise ErreurCalque("Des zones dessinées se donnent en GeoJSON.", champ="fichier")
    entetes, lignes = _geojson(contenu) if geojson else _tableau(contenu, nom)
    if len(lignes) > maximum:
        raise ErreurCalque(f"Ce fichier a plus de {maximum} lignes.", champ="fichier")
    if not lignes:
        raise ErreurCalque("Ce fichier n'a aucune ligne.", champ="fichier")
    colonnes = colonnes_du_calque(entetes)
    absentes = [un for un in colonnes_absentes(colonnes, lecture) if not (geojson and un in {"lon", "lat"})]
    if absentes:
        raise ErreurCalque(f"Il manque une colonne : {', '.join(absentes)}.", champ="fichier")
    lues = [_une(ligne, colonnes, lecture) for ligne in lignes]
    return sans_doublon(_reconnaitre(lues, lecture))


def _une(ligne: Ligne, colonnes: Mapping[str, str], lecture: LectureCalque) -> CelluleLue:
    numero, cellules, geometrie, motif = ligne
    if motif:
        return CelluleLue(numero, "", "", defauts=(("ligne", motif),))
    dites = {nom: cellules.get(entete, "") for nom, entete in colonnes.items()}
    return lire_cellule(numero, dites, lecture, geometrie)


def _tableau(contenu: bytes, nom: str) -> tuple[list[str], list[Ligne]]:
    try:
        genre = deviner_format(contenu, nom)
        if genre == ICS:
            raise FichierIllisible("Ce fichier est un agenda : il faut un tableau, ou un GeoJSON.")
        tableau = lire_tableau(contenu, genre)
    except FichierIllisible as refus:
        raise ErreurCalque(str(refus), champ="fichier") from refus
    return list(tableau.entetes), [(une.numero, une.cellules, None, une.motif) for une in tableau.lignes]


def _geojson(contenu: bytes) -> tuple[list[str], list[Ligne]]:
    try:
        collection = json.loads(contenu)
        features = collection["features"]
        if collection["type"] != "FeatureCollection" or not isinstance(features, list):
            raise ValueError(ILLISIBLE)
        lignes = list(_features(features))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as refus:
        raise ErreurCalque(ILLISIBLE, champ="fichier") from refus
    return list(dict.fromkeys(entete for _, cellules, _, _ in lignes for entete in cellules)), lignes


def _features(features: list[Any]) -> Iterator[Ligne]:
    """Number the features from 1: a GeoJSON has no line."""
    for numero, feature in enumerate(features, start=1):
        proprietes = feature.get("properties") or {}
        cellules = {str(cle): "" if valeur is None else str(valeur) for cle, valeur in proprietes.items()}
        yield numero, cellules, feature.get("geometry"), ""


def _reconnaitre(lues: list[CelluleLue], lecture: LectureCalque) -> list[CelluleLue]:
    """Name the territories as the official code does today; an unknown one is told (2 queries)."""
    if not lecture.niveau.officiel:
        return lues
    connus = noms_du_niveau(lecture.niveau, {lue.code for lue in lues})
    faute = (("code", "ce territoire n'est pas chargé ici, ou n'existe plus"),)
    return [
        replace(lue, nom=connus[lue.code])
        if lue.code in connus
        else replace(lue, defauts=lue.defauts or faute)
        for lue in lues
    ]  # fmt: skip


def noms_du_niveau(niveau: str, codes: set[str]) -> dict[str, str]:
    """Return the names of these territories, the unknown ones left out."""
    if niveau == NiveauCalque.COMMUNE:
        return {commune.pk: str(commune) for commune in territoire.communes_par_codes(codes)}
    noms = territoire.noms_des_contours(niveau)
    if niveau == NiveauCalque.DEPARTEMENT:
        noms = {code: noms_des_departements().get(code, nom) for code, nom in noms.items()}
    return {code: noms[code] for code in codes if code in noms}
