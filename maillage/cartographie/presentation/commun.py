"""What the maps of all the questions share: points, outlines, how a time was had."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from maillage.cartographie.domain.temps import Provenance
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.territoire import selectors as territoire

INCONNU = "non dit"
DEPARTEMENT, EPCI, COMMUNE = "DEPARTEMENT", "EPCI", "COMMUNE"
"""Levels of the outlines of the territory."""
COMMUNES_DESSINEES = 800
"""The largest département has 890 communes, most have under 500."""


def point_de(cle: int | str, point: tuple[float | None, float | None], proprietes: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cle,
        "properties": proprietes,
        "geometry": {"type": "Point", "coordinates": list(point)},
    }


def fonds_de(*, departements: Collection[str], epci: Collection[str] = ()) -> list[dict[str, Any]]:
    """Outlines under the points, without a figure."""
    fonds = [
        *territoire.contours(DEPARTEMENT, departements)["features"],
        *(territoire.contours(EPCI, epci)["features"] if epci else ()),
    ]
    return [{**fond, "properties": {**fond["properties"], "classe": 0, "fond": True}} for fond in fonds]


def contours_des_communes(codes: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the outlines of these communes; none above the size of a département or two, where points are seen better and come faster."""
    if not codes or len(codes) > COMMUNES_DESSINEES:
        return {}
    return {contour["id"]: contour for contour in territoire.contours(COMMUNE, codes)["features"]}


def dire_les_temps(provenance: Provenance | None) -> str:
    """Where the times come from, in words; an estimation is always named so."""
    if provenance is None:
        return "Sans temps de trajet."
    jour = f", {ecrire_date_annee(provenance.date)}" if provenance.date else ""
    if provenance.estimation:
        return f"Temps de trajet estimés, sans moteur d'itinéraire{jour}."
    return f"Temps de trajet : {provenance.source}{jour}."
