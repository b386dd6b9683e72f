"""OSRM, table service (HTTP API v1): durations in seconds, distances in metres, snapping of each point."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from maillage.cartographie.domain.temps import Point, Provenance, Trajets
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.fournisseurs.blocs import Collecte, Reponse
from maillage.cartographie.fournisseurs.service import RequeteRefuseeError, Service

JOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class Osrm:
    service: Service
    accroche_max: Decimal
    date: dt.date | None = field(default=None, init=False)

    def mesurer(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
        collecte = Collecte(origines, destinations, self.accroche_max)
        collecte.parcourir(self._interroger)
        return collecte.trajets(Provenance("osrm", self.date))

    def _interroger(self, origines: Sequence[Point], destinations: Sequence[Point]) -> list[list[Reponse]]:
        reponse = self.service.demander(_requete(origines, destinations))
        try:
            if reponse["code"] != "Ok":
                raise RequeteRefuseeError(str(reponse["code"]))
            self.date = self.date or _jour(reponse.get("data_version"))
            return _lire(reponse)
        except (AttributeError, KeyError, TypeError, ArithmeticError, ValueError):
            raise FournisseurIndisponibleError("réponse inattendue du service OSRM") from None


def _requete(origines: Sequence[Point], destinations: Sequence[Point]) -> str:
    points = ";".join(f"{_degres(point.lon)},{_degres(point.lat)}" for point in (*origines, *destinations))
    sources = ";".join(map(str, range(len(origines))))
    cibles = ";".join(str(len(origines) + rang) for rang in range(len(destinations)))
    return f"/table/v1/driving/{points}?sources={sources}&destinations={cibles}&annotations=duration,distance"


def _degres(valeur: float) -> str:
    return f"{valeur:.6f}".rstrip("0").rstrip(".")


def _lire(reponse: dict[str, Any]) -> list[list[Reponse]]:
    accroches_de = [_decimal(point.get("distance")) for point in reponse["sources"]]
    accroches_vers = [_decimal(point.get("distance")) for point in reponse["destinations"]]
    durees, distances = (
        reponse["durations"],
        reponse.get("distances") or [[None] * len(accroches_vers)] * len(accroches_de),
    )
    return [
        [
            Reponse(_decimal(secondes), _decimal(metres), (de, vers))
            for secondes, metres, vers in zip(rang_durees, rang_distances, accroches_vers, strict=True)
        ]
        for rang_durees, rang_distances, de in zip(durees, distances, accroches_de, strict=True)
    ]


def _decimal(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(valeur)


def _jour(version: object) -> dt.date | None:
    """Day of the road data, when the operator gave it as the version of the data."""
    trouve = JOUR.match(version) if isinstance(version, str) else None
    return dt.date.fromisoformat(trouve[0]) if trouve else None
