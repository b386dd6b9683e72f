"""Finding the dispositif that answers for a commune and a public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from pyproj import Geod

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.routage import Candidat, Proximite, choisir_dispositif
from maillage.socle.acteur import ActeurSysteme
from maillage.structures import selectors as structures

TERRE = Geod(ellps="WGS84")
ROUTAGE = ActeurSysteme("routage des demandes d'appui")
Point = tuple[float, float]


def dispositif_responsable(commune: Any, public: str, *, le: dt.date) -> Candidat | None:
    """Return who answers for a Commune and a public, None when the product knows no dispositif at all (at most 9 queries)."""
    tous = structures.dispositifs_visibles(ROUTAGE)
    du_territoire = set(tous.filter(communes=commune.pk).values_list("pk", flat=True))
    proches = Q(pk__in=du_territoire) | Q(departement=commune.departement)
    lus = _avec_leurs_lieux(tous.filter(proches)) or _avec_leurs_lieux(tous)
    depart = (commune.lon, commune.lat) if commune.lon is not None and commune.lat is not None else None
    candidats = [
        Candidat(
            dispositif_id=dispositif.pk,
            nom=dispositif.nom,
            type=dispositif.type,
            proximite=_proximite(dispositif, commune, du_territoire),
            distance_km=_distance(depart, _points(dispositif, le)),
        )
        for dispositif in lus
    ]
    return choisir_dispositif(candidats, referentiels.types_pour_le_public(public))


def _avec_leurs_lieux(dispositifs: Any) -> list[Any]:
    return list(dispositifs.prefetch_related("rattachements__etablissement", "unites"))


def _proximite(dispositif: Any, commune: Any, du_territoire: set[int]) -> Proximite:
    if dispositif.pk in du_territoire:
        return Proximite.TERRITOIRE
    return Proximite.DEPARTEMENT if dispositif.departement == commune.departement else Proximite.AILLEURS


def _points(dispositif: Any, le: dt.date) -> list[Point]:
    """Where people of the dispositif work on that day: its establishments and units."""
    lieux = [lien.etablissement for lien in dispositif.rattachements.all() if _court(lien.debut, lien.fin, le)]
    lieux += [unite for unite in dispositif.unites.all() if _court(unite.ouverte_le, unite.fermee_le, le)]
    return [(lieu.lon, lieu.lat) for lieu in lieux if lieu.lon is not None and lieu.lat is not None]


def _court(debut: dt.date | None, fin: dt.date | None, le: dt.date) -> bool:
    return (debut is None or debut <= le) and (fin is None or fin >= le)


def _distance(depart: Point | None, points: Iterable[Point]) -> float | None:
    """Geodesic kilometres to the nearest of the points."""
    if depart is None:
        return None
    return min((TERRE.inv(*depart, *point)[2] / 1000 for point in points), default=None)
