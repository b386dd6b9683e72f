"""The territory of each dispositif: density of its communes, estimated time on the road from its nearest unit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
from django.db.models import Sum

from maillage.cartographie.domain.estimation import DETOUR, VITESSES
from maillage.pilotage.domain.semblables import (
    Point,
    ProfilTerritoire,
    classe,
    kilometres,
    moyenne_ponderee,
    surface_km2,
)
from maillage.pilotage.referentiels import seuils
from maillage.pilotage.selectors.sources import LECTEUR
from maillage.structures import selectors as structures
from maillage.territoire.selectors import FiltresCommunes, chiffres_par_departement, communes, contours

_SURFACES: dict[tuple[str, str], float] = {}
"""Area of the outlines already read: reference data, the same as long as the process lives."""
EPCI, DEPARTEMENT = "EPCI", "DEPARTEMENT"


def classes_de_territoire(region: str, *, le: dt.date) -> dict[str, str]:
    """Return the kind of territory of each dispositif of a region, by code."""
    bornes = seuils(le)
    return {code: classe(profil, bornes) for code, profil in profils_de_territoire(region).items()}


def profils_de_territoire(region: str) -> dict[str, ProfilTerritoire]:
    """Return density and time on the road, by code (a constant number of queries).

    Density: that of the intercommunalités of the declared communes, weighted by their inhabitants; of the département when none is declared.
    """
    dispositifs = structures.dispositifs_visibles(LECTEUR).filter(region=region)
    connus = list(dispositifs.values_list("pk", "code", "departement"))
    champs = ("pk", "communes__epci_code", "communes__population", "communes__lon", "communes__lat")
    declarees: dict[int, list[Any]] = defaultdict(list)
    for pk, *commune in dispositifs.filter(communes__isnull=False).order_by().values_list(*champs):
        declarees[pk].append(commune)
    par_epci = _densites_des_epci({ligne[0] for lignes in declarees.values() for ligne in lignes} - {""})
    par_departement = _densites_des_departements({departement for _, _, departement in connus} - {""})
    unites = _unites(dispositifs)
    return {
        code: ProfilTerritoire(
            moyenne_ponderee((par_epci[e], habitants or 0) for e, habitants, *_ in declarees[pk] if e in par_epci)
            or par_departement.get(departement),
            _minutes(unites.get(pk, []), declarees[pk]),
        )
        for pk, code, departement in connus
    }


def _unites(dispositifs: Any) -> Mapping[int, list[Point]]:
    points: dict[int, list[Point]] = defaultdict(list)
    champs = ("pk", "unites__lon", "unites__lat", "unites__commune__lon", "unites__commune__lat")
    for pk, lon, lat, lon_commune, lat_commune in dispositifs.order_by().values_list(*champs):
        x, y = (lon, lat) if lon is not None else (lon_commune, lat_commune)
        if x is not None and y is not None:
            points[pk].append((x, y))
    return points


def _minutes(unites: Collection[Point], declarees: Collection[Any]) -> float | None:
    """An estimation: great circle, detour and stages of speed of the cartography, from the nearest unit to each declared commune."""
    placees = [(habitants or 0, (lon, lat)) for _, habitants, lon, lat in declarees if lon is not None]
    if not unites or not placees:
        return None
    km = np.array([min(kilometres(unite, point) for unite in unites) for _, point in placees]) * float(DETOUR)
    minutes = VITESSES.minutes(km)
    return moyenne_ponderee(zip(map(float, minutes), (float(habitants) for habitants, _ in placees), strict=True))


def _densites_des_epci(codes: Collection[str]) -> dict[str, float]:
    habitants = communes(FiltresCommunes()).filter(epci_code__in=codes).order_by().values("epci_code")
    totaux = dict(habitants.annotate(total=Sum("population")).values_list("epci_code", "total"))
    return _diviser(totaux, _surfaces(EPCI, codes))


def _densites_des_departements(codes: Collection[str]) -> dict[str, float]:
    totaux = {code: chiffres[0] for code, chiffres in chiffres_par_departement().items()}
    return _diviser(totaux, _surfaces(DEPARTEMENT, codes))


def _diviser(habitants: Mapping[str, int | None], surfaces: Mapping[str, float]) -> dict[str, float]:
    return {code: (habitants.get(code) or 0) / km2 for code, km2 in surfaces.items() if km2}


def _surfaces(niveau: str, codes: Collection[str]) -> dict[str, float]:
    nouveaux = [code for code in codes if (niveau, code) not in _SURFACES]
    if nouveaux:
        for element in contours(niveau, nouveaux)["features"]:
            _SURFACES[niveau, element["id"]] = sum(_aires(element["geometry"]))
    return {code: _SURFACES[niveau, code] for code in codes if (niveau, code) in _SURFACES}


def _aires(geometrie: Mapping[str, Any]) -> Iterator[float]:
    """Yield the area of each polygon, holes taken off."""
    polygones = geometrie["coordinates"] if geometrie["type"] == "MultiPolygon" else [geometrie["coordinates"]]
    for contour, *trous in polygones:
        yield surface_km2(contour) - sum(surface_km2(trou) for trou in trous)
