"""The week of one young person played on a map: only for who may read this file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from maillage.agenda import selectors as agenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, jour_local, vers_local
from maillage.agenda.domain.presences import ABSENT as NOTE_ABSENT
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.cartographie.selectors.trajets import LiaisonsConnues, mesurer_entre
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.vocabulaire import Categorie, LieuType, Statut

SECTION = "parcours"
DOMICILE = "domicile"


@dataclass(frozen=True)
class EtapeVecue:
    """Something of the week; `minutes` and `km` from the place before, None when one of both is not placed."""

    debut: dt.datetime
    fin: dt.datetime
    titre: str
    lieu: str
    point: tuple[float, float] | None
    minutes: float | None
    km: float | None


@dataclass(frozen=True)
class JourVecu:
    """A day from where the night was spent; the last leg is the way home, unless the next night is spent there (`dort_sur_place`)."""

    jour: dt.date
    etapes: tuple[EtapeVecue, ...]
    retour_minutes: float | None
    retour_km: float | None
    dort_sur_place: bool = False

    @property
    def minutes(self) -> float:
        return sum(e.minutes or 0 for e in self.etapes) + (self.retour_minutes or 0)

    @property
    def km(self) -> float:
        return sum(e.km or 0 for e in self.etapes) + (self.retour_km or 0)


@dataclass(frozen=True)
class SemaineVecue:
    jours: tuple[JourVecu, ...]
    domicile: tuple[float, float] | None
    commune: str
    provenance: Provenance

    @property
    def minutes(self) -> float:
        return sum(jour.minutes for jour in self.jours)

    @property
    def km(self) -> float:
        return sum(jour.km for jour in self.jours)


def jeune_lisible(acteur: Acteur, dispositif: DispositifVise, identifiant: str, le: dt.date) -> Any:
    """Return the young person, None when unknown here. Raises PermissionDenied when this file is closed to the person."""
    jeune = (
        parcours.jeunes_visibles(acteur, dispositif).select_related("commune").filter(identifiant=identifiant).first()
    )
    if jeune is not None:
        parcours.exiger_section(acteur, jeune.pk, SECTION, dispositif_id=dispositif.pk, le=le)
    return jeune


def semaine_vecue(
    acteur: Acteur, dispositif: DispositifVise, jeune: Any, lundi: dt.date, fournisseur: Fournisseur
) -> SemaineVecue:
    """Return the week from real occurrences. Raises FournisseurIndisponibleError."""
    commence, finit = bornes(lundi, lundi + dt.timedelta(days=6))
    siens = agenda.evenements_visibles(acteur, dispositif).filter(
        debut__gte=commence, debut__lt=finit, participations_jeunes__jeune_id=jeune.pk
    )
    siens = siens.annotate(sienne=F("participations_jeunes__presence")).exclude(sienne=NOTE_ABSENT)
    siens = siens.exclude(statut=Statut.ANNULE).exclude(categorie__in=[Categorie.TRANSPORT, Categorie.INDIRECT])
    reperes = agenda.reperes(dispositif.pk)
    places: dict[dt.date, list[tuple[Any, Any]]] = defaultdict(list)
    commune = jeune.commune
    domicile = (commune.lon, commune.lat) if commune is not None and commune.lon is not None else None
    points = {DOMICILE: domicile} if domicile else {}
    for evenement in siens.order_by("debut", "pk"):
        position = reperes.position(evenement)
        point = (
            (position.lon, position.lat) if position else domicile if evenement.lieu_type == LieuType.DOMICILE else None
        )
        places[jour_local(evenement.debut)].append((evenement, point))
        if point is not None and point != domicile:
            points[_nom(point)] = point
    liaisons = mesurer_entre(points, fournisseur)
    jours = tuple(_jours(places, domicile, liaisons))
    return SemaineVecue(jours, domicile, commune.nom if commune else "", liaisons.provenance)


def _nom(point: tuple[float, float]) -> str:
    return f"{point[0]:.5f};{point[1]:.5f}"


def _jours(
    places: Mapping[dt.date, list[tuple[Any, Any]]], domicile: tuple[float, float] | None, liaisons: LiaisonsConnues
) -> Iterator[JourVecu]:
    """Each day from where the night was spent: at home, or where the last activity of the eve goes on until morning."""
    nuit, veille = "", dt.date.min
    for jour, lus in sorted(places.items()):
        depart = nuit if nuit and jour - veille == UN_JOUR else DOMICILE if domicile else ""
        etapes, ici = [], depart
        for evenement, point in lus:
            la = "" if point is None else DOMICILE if point == domicile else _nom(point)
            etapes.append(_etape(evenement, point, _liaison(liaisons, ici, la)))
            ici = la or ici
        dort = bool(lus) and jour_local(lus[-1][0].fin) > jour
        nuit, veille = ici if dort else "", jour
        retour = (None, None) if dort or not domicile else _liaison(liaisons, ici, DOMICILE)
        yield JourVecu(jour, tuple(etapes), *retour, dort_sur_place=dort)


def _liaison(liaisons: LiaisonsConnues, de: str, vers: str) -> tuple[float | None, float | None]:
    return (liaisons.minutes(de, vers), liaisons.km(de, vers)) if de and vers else (None, None)


def _etape(evenement: Any, point: Any, liaison: tuple[float | None, float | None]) -> EtapeVecue:
    return EtapeVecue(
        vers_local(evenement.debut),
        vers_local(evenement.fin),
        str(evenement),
        evenement.lieu or evenement.get_lieu_type_display() or "lieu non dit",
        point,
        *liaison,
    )
