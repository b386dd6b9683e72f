"""Valhalla: matrix service for times in seconds and kilometres, locate service for the snapping of each point.

Recent versions repeat the snapped points in the matrix, older ones the given points: the locate service says the
same in all of them, and the matrix is believed only where locate is not offered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from maillage.cartographie.domain.temps import Point, Provenance, Trajets
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.fournisseurs.blocs import COTE, Collecte, Reponse
from maillage.cartographie.fournisseurs.geodesie import distances_m
from maillage.cartographie.fournisseurs.service import RequeteRefuseeError, Service

MODE = "auto"
METRES_PAR_KM = 1000
HORS_RESEAU = "point trop loin du réseau"
INATTENDUE = "réponse inattendue du service Valhalla"
DEFAUTS = (AttributeError, KeyError, TypeError, IndexError, ArithmeticError, ValueError)

Accroches = Mapping[Point, Decimal | None]
"""Metres from the network; None when the engine finds no road."""


@dataclass(frozen=True)
class Valhalla:
    service: Service
    accroche_max: Decimal

    def mesurer(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
        accroches = self._accrocher(list(dict.fromkeys((*origines, *destinations))))
        de, vers = _sur_le_reseau(origines, accroches), _sur_le_reseau(destinations, accroches)
        partie = Collecte([origines[i] for i in de], [destinations[j] for j in vers], self.accroche_max)
        partie.parcourir(lambda lignes, colonnes: self._interroger(lignes, colonnes, accroches))
        complete = Collecte(origines, destinations, self.accroche_max)
        grille = np.ix_(de, vers)
        for plein, creux in zip(_grilles(complete), _grilles(partie), strict=True):
            plein[grille] = creux
        for ligne, colonne in _hors(len(origines), len(destinations), set(de), set(vers)):
            complete.refuser(ligne, colonne, HORS_RESEAU)
        for (ligne, colonne), motif in partie.motifs.items():
            complete.refuser(de[ligne], vers[colonne], motif)
        return complete.trajets(Provenance("valhalla", self._date()))

    def _accrocher(self, points: Sequence[Point]) -> Accroches:
        """Empty when the service has no locate."""
        accroches: dict[Point, Decimal | None] = {}
        for debut in range(0, len(points), COTE):
            lot = points[debut : debut + COTE]
            try:
                reponse = self.service.demander("/locate", {"locations": _lieux(lot), "costing": MODE})
                lieux = reponse["locations"] if isinstance(reponse, dict) else reponse
                accroches.update(
                    zip(lot, (_accroche(p, lieu) for p, lieu in zip(lot, lieux, strict=True)), strict=True)
                )
            except (RequeteRefuseeError, FournisseurIndisponibleError, *DEFAUTS):
                if self.service.echeance.est_passee():
                    raise
                return {}
        return accroches

    def _interroger(
        self, origines: Sequence[Point], destinations: Sequence[Point], accroches: Accroches
    ) -> list[list[Reponse]]:
        corps = {"sources": _lieux(origines), "targets": _lieux(destinations), "costing": MODE, "units": "kilometers"}
        reponse = self.service.demander("/sources_to_targets", corps)
        try:
            connues = dict(accroches) or {
                **_accroches_repetees(origines, reponse.get("sources")),
                **_accroches_repetees(destinations, reponse.get("targets")),
            }
            return _lire(reponse["sources_to_targets"], origines, destinations, connues)
        except DEFAUTS:
            raise FournisseurIndisponibleError(INATTENDUE) from None

    def _date(self) -> dt.date | None:
        """Day the road data were built, when the engine says it."""
        try:
            construit = self.service.demander("/status").get("tileset_last_modified")
            return dt.datetime.fromtimestamp(int(construit), dt.UTC).date() if construit else None
        except (RequeteRefuseeError, FournisseurIndisponibleError, OSError, *DEFAUTS):
            return None


def _lire(
    rangs: Sequence[Sequence[Any]], origines: Sequence[Point], destinations: Sequence[Point], accroches: Accroches
) -> list[list[Reponse]]:
    return [
        [
            _reponse(cellule, (accroches.get(de), accroches.get(vers)))
            for cellule, vers in zip(rang, destinations, strict=True)
        ]
        for rang, de in zip(rangs, origines, strict=True)
    ]


def _reponse(cellule: Mapping[str, Any], accroches: tuple[Decimal | None, Decimal | None]) -> Reponse:
    secondes, km = cellule.get("time"), cellule.get("distance")
    return Reponse(
        None if secondes is None else Decimal(secondes), None if km is None else Decimal(km) * METRES_PAR_KM, accroches
    )


def _lieux(points: Sequence[Point]) -> list[dict[str, float]]:
    return [{"lat": point.lat, "lon": point.lon} for point in points]


def _accroche(point: Point, lieu: Mapping[str, Any]) -> Decimal | None:
    aretes = lieu["edges"]
    return _distance(point, aretes[0]["correlated_lon"], aretes[0]["correlated_lat"]) if aretes else None


def _accroches_repetees(points: Sequence[Point], lieux: Any) -> dict[Point, Decimal | None]:
    """From the points of the matrix, flat or nested in one list; empty when they are not repeated."""
    plats = lieux[0] if lieux and isinstance(lieux[0], list) else lieux
    return {
        p: _distance(p, lieu["lon"], lieu["lat"]) if lieu else None
        for p, lieu in zip(points, plats or (), strict=False)
    }


def _distance(point: Point, lon: Any, lat: Any) -> Decimal:
    axes = (np.array([float(valeur)]) for valeur in (point.lon, point.lat, lon, lat))
    return Decimal(str(distances_m(*axes)[0]))


def _sur_le_reseau(points: Sequence[Point], accroches: Accroches) -> list[int]:
    return [rang for rang, point in enumerate(points) if accroches.get(point, Decimal(0)) is not None]


def _hors(lignes: int, colonnes: int, de: set[int], vers: set[int]) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(lignes) for j in range(colonnes) if i not in de or j not in vers)


def _grilles(collecte: Collecte) -> tuple[Any, Any, Any]:
    return collecte.minutes, collecte.km, collecte.accroche_m
