"""A study of zones blanches: demands and offers as the access computation takes them, times by blocks, one line per commune or school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from maillage.cartographie.domain.acces import CalculAcces, Desserte, ParametresAcces, capacite_partagee
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import ABSENT, Entiers, Paires, Point, Provenance
from maillage.cartographie.domain.zones import Zone
from maillage.cartographie.fournisseurs import Fournisseur

BLOC = 200
Dire = Callable[[int], None]
"""Receives the per cent done."""


@dataclass(frozen=True)
class OffreEtudiee:
    """A point from where places are given: walls, or a unit where professionals start their day; `convient`: for the chosen public."""

    nom: str
    point: Point
    capacite: int
    convient: bool


@dataclass(frozen=True)
class ProblemeZones:
    """`zones` hold everything but times, access and reading; `etudiees`: ranks of those to show, the others only share the places."""

    zones: Sequence[Zone]
    etudiees: frozenset[str]
    offres: Sequence[OffreEtudiee]
    public: str
    seuil: int
    minimum: Fraction | None = None
    """Places per person under which a zone is saturated; None: a third of everything given."""


@dataclass(frozen=True)
class ResultatZones:
    """`partagees`: places within reach of someone; `distribuees`: what the shares of everyone add up to, the same within rounding."""

    zones: list[Zone]
    provenance: Provenance
    minimum: float
    partagees: float
    distribuees: float


def etudier(probleme: ProblemeZones, fournisseur: Fournisseur, dire: Dire) -> ResultatZones:
    """Raises FournisseurIndisponibleError. Without any offer, every zone is AUCUN."""
    minutes, km, provenance = _mesurer(probleme, fournisseur, dire)
    origines, destinations = np.nonzero(minutes != ABSENT)
    paires = Paires(
        origines.astype(np.int64), destinations.astype(np.int64), minutes[origines, destinations], provenance
    )
    desserte = Desserte(
        np.array([zone.population * UNITE for zone in probleme.zones], dtype=np.int64),
        np.array([offre.capacite * UNITE for offre in probleme.offres], dtype=np.int64),
        tuple(frozenset({probleme.public}) if offre.convient else frozenset() for offre in probleme.offres),
        paires,
    )
    calcul = CalculAcces(
        desserte, ParametresAcces((probleme.seuil * UNITE,), (Fraction(1),), probleme.public, probleme.minimum)
    )
    resultats = calcul.resultats()
    proches = _proches(minutes, calcul.compte)
    zones = [
        replace(
            zone,
            minutes=None if resultats[rang].minutes_plus_proche is None else _arrondir(minutes[rang, proches[rang]], 1),
            km=None if proches[rang] < 0 else _arrondir(km[rang, proches[rang]], 1),
            plus_proche="" if proches[rang] < 0 else probleme.offres[proches[rang]].nom,
            acces=float(resultats[rang].acces),
            lecture=str(resultats[rang].lecture),
        )
        for rang, zone in enumerate(probleme.zones)
        if zone.code in probleme.etudiees
    ]
    distribuees = sum(zone.population * un.acces for zone, un in zip(probleme.zones, resultats, strict=True))
    return ResultatZones(
        zones, provenance, float(calcul.minimum()), float(capacite_partagee(calcul)), float(distribuees)
    )


def _mesurer(probleme: ProblemeZones, fournisseur: Fournisseur, dire: Dire) -> tuple[Entiers, Entiers, Provenance]:
    """Minutes and kilometres, zones x offers, asked by blocks so that the progress is told."""
    destinations = [offre.point for offre in probleme.offres]
    points = [Point(zone.code, zone.lon, zone.lat) for zone in probleme.zones]
    forme = len(points), len(destinations)
    minutes, km = np.full(forme, ABSENT, dtype=np.int64), np.full(forme, ABSENT, dtype=np.int64)
    provenance = Provenance("aucune offre à atteindre")
    for debut in range(0, len(points) if destinations else 0, BLOC):
        trajets = fournisseur.mesurer(points[debut : debut + BLOC], destinations)
        minutes[debut : debut + BLOC], km[debut : debut + BLOC] = trajets.minutes, trajets.km
        provenance = trajets.provenance
        dire(min(99, 100 * (debut + BLOC) // len(points)))
    return minutes, km, provenance


def _proches(minutes: Entiers, compte: np.ndarray) -> list[int]:
    """Rank of the nearest offer that counts for each zone, -1 when none has a time."""
    if not minutes.shape[1] or not compte.any():
        return [-1] * minutes.shape[0]
    comparables = np.where((minutes != ABSENT) & compte, minutes, np.iinfo(np.int64).max)
    rangs = comparables.argmin(axis=1)
    atteints = comparables[np.arange(len(rangs)), rangs] < np.iinfo(np.int64).max
    return [int(rang) if atteint else -1 for rang, atteint in zip(rangs, atteints, strict=True)]


def _arrondir(millioniemes: int, decimales: int) -> float | None:
    return None if millioniemes == ABSENT else round(int(millioniemes) / UNITE, decimales)
