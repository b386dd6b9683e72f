"""The outlines of the communes, simplified as they are loaded: every région fits, and no file of thirty thousand outlines has to be shipped."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import numpy as np
import shapely

from maillage.territoire.models import Contour, NiveauContour
from maillage.territoire.sources import SOURCE, LigneCommune

TOLERANCE = 0.004
"""Degrees, some 400 metres; neighbours keep a common edge (coverage simplification)."""
PAS = 0.0005
TAILLE_LOT = 1000


def charger_contours_des_communes(lignes: Collection[LigneCommune]) -> int:
    """Replace the outlines of these communes; one that the package does not draw has none. Return how many."""
    dessinees = [ligne for ligne in lignes if ligne.geometrie]
    if not dessinees:
        return 0
    formes = shapely.from_wkb([ligne.geometrie for ligne in dessinees])
    surfaces = np.isin(shapely.get_type_id(formes), [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON])
    gardees = [ligne for ligne, surface in zip(dessinees, surfaces, strict=True) if surface]
    simples = shapely.set_precision(shapely.coverage_simplify(formes[surfaces], TOLERANCE), PAS)
    contours = [
        Contour(niveau=NiveauContour.COMMUNE, code=ligne.code, nom=ligne.nom, geojson=_texte(forme), source=SOURCE)
        for ligne, forme in zip(gardees, simples, strict=True)
        if not forme.is_empty
    ]
    Contour.objects.bulk_create(
        contours,
        TAILLE_LOT,
        update_conflicts=True,
        unique_fields=["niveau", "code"],
        update_fields=["nom", "geojson", "source"],
    )
    return len(contours)


def _texte(forme: Any) -> str:
    """Write with four decimals: ten metres, less than the simplification."""
    geometrie = json.loads(shapely.to_geojson(forme))
    geometrie["coordinates"] = _arrondir(geometrie["coordinates"])
    return json.dumps(geometrie, separators=(",", ":"))


def _arrondir(valeur: Any) -> Any:
    return [_arrondir(element) for element in valeur] if isinstance(valeur, list) else round(valeur, 4)
