"""Distances lived of a whole dispositif: nothing that leaves here names, places or counts fewer young people than the floor.

The individual page has a reading of its own (`distances_jeune`), so that neither can show what the other may.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied

from maillage.agenda import selectors as agenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, jour_local
from maillage.agenda.domain.presences import ABSENT as NOTE_ABSENT
from maillage.cartographie.domain.distances import (
    HeuresParDistance,
    KilometresMetier,
    TempsVecus,
    classe_de,
    enchainer,
    heures_par_distance,
    kilometres_par_metier,
    libelles_des_classes,
    temps_vecus,
)
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.cartographie.permissions import DISTANCES
from maillage.cartographie.referentiels.transport import ConventionsDistances, conventions_distances
from maillage.cartographie.selectors.trajets import LiaisonsConnues, mesurer_entre
from maillage.parcours import selectors as parcours
from maillage.parcours.selectors.sections import DROIT_DOSSIERS
from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.vocabulaire import Categorie, LieuType, Statut
from maillage.structures import selectors as structures

LECTEUR = ActeurSysteme("distances vécues")
"""Reads the agenda for a person who may only see what is gathered here."""
CHEZ_LUI, SA_COMMUNE, INCONNU = "à son domicile", "dans sa commune", "lieu ou domicile non situé"
MURS = frozenset({LieuType.ETABLISSEMENT, LieuType.UE_EXTERNALISEE, LieuType.INTERNAT})
COLONNES = ("pk", "debut", "fin", "categorie", "lieu_type", "lieu", "unite_id", "etablissement_id")
CHAMPS = ("participations_jeunes__jeune_id", "participations_jeunes__presence", "participations_pros__professionnel_id")


@dataclass(frozen=True)
class DistancesVecues:
    """What the page and the file show; `plancher` 0 for who may read every file."""

    debut: dt.date
    fin: dt.date
    temps: TempsVecus
    heures: tuple[HeuresParDistance, ...]
    metiers: tuple[KilometresMetier, ...]
    provenance: Provenance
    plancher: int


@dataclass
class _Faits:
    """A month of the agenda, placed: names of points are `J<commune>` for homes and `P<lon>;<lat>` for places."""

    evenements: list[Any]
    jeunes: Mapping[int, list[tuple[int, str]]]
    pros: Mapping[int, list[int]]
    domiciles: Mapping[int, str]
    departs: Mapping[int, str]
    metiers: Mapping[int, str]
    points: dict[str, tuple[float, float]]
    lieux: dict[int, str]


def distances_vecues(
    acteur: Acteur, dispositif: DispositifVise, mois: tuple[dt.date, dt.date], fournisseur: Fournisseur
) -> DistancesVecues:
    """Return the figures of whole months only: two windows that differ by a day would tell of someone. Raises FournisseurIndisponibleError."""
    if not acteur.peut(DISTANCES, dispositif_id=dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas les distances de ce dispositif.")
    debut, fin = mois
    conventions = conventions_distances(fin)
    plancher = 0 if acteur.peut(DROIT_DOSSIERS, dispositif_id=dispositif.pk) else conventions.plancher
    faits = _lire(dispositif, debut, fin)
    liaisons = mesurer_entre(faits.points, fournisseur)
    libelles = [CHEZ_LUI, SA_COMMUNE, *libelles_des_classes(conventions.classes_min), INCONNU]
    presences = _presences(faits, liaisons, conventions)
    return DistancesVecues(
        debut,
        fin,
        temps_vecus(_trajets(faits, liaisons), conventions.classes_min, plancher=plancher),
        heures_par_distance(presences, libelles, plancher=plancher),
        kilometres_par_metier(_kilometres(faits, liaisons), plancher=plancher),
        liaisons.provenance,
        plancher,
    )


def _lire(dispositif: DispositifVise, debut: dt.date, fin: dt.date) -> _Faits:
    commence, finit = bornes(debut, fin)
    tenus = agenda.evenements_visibles(LECTEUR, dispositif).filter(debut__gte=commence, debut__lt=finit)
    tenus = tenus.exclude(statut=Statut.ANNULE).exclude(categorie=Categorie.TRANSPORT)
    evenements = [SimpleNamespace(**dict(zip(COLONNES, li, strict=True))) for li in tenus.values_list(*COLONNES)]
    jeunes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, jeune, presence in tenus.order_by().values_list("pk", *CHAMPS[:2]):
        if jeune is not None and presence != NOTE_ABSENT:
            jeunes[pk].append((jeune, presence))
    pros: dict[int, list[int]] = defaultdict(list)
    for pk, pro in tenus.order_by().values_list("pk", CHAMPS[2]):
        if pro is not None:
            pros[pk].append(pro)
    faits = _Faits(evenements, jeunes, pros, {}, {}, {}, {}, {})
    _placer(faits, dispositif, fin)
    return faits


def _placer(faits: _Faits, dispositif: DispositifVise, le: dt.date) -> None:
    """Give a name to each place, home and start of the day."""
    reperes = agenda.reperes(dispositif.pk)
    for evenement in faits.evenements:
        position = reperes.position(evenement)
        if position is not None:
            nom = f"P{position.lon:.5f};{position.lat:.5f}"
            faits.points[nom] = (position.lon, position.lat)
            faits.lieux[evenement.pk] = nom
    domiciles: dict[int, str] = {}
    connus = parcours.connus_du_dispositif(dispositif.pk).order_by()
    for jeune, commune, lon, lat in connus.values_list("pk", "commune_id", "commune__lon", "commune__lat"):
        if commune and lon is not None and lat is not None:
            domiciles[jeune] = f"J{commune}"
            faits.points[f"J{commune}"] = (lon, lat)
    siege = next(iter(reperes.etablissements.values()), None)
    departs, metiers = {}, {}
    for affectation in structures.affectations_du_dispositif(dispositif.pk):
        depart = reperes.unites.get(affectation.unite_id or 0) or siege
        metiers[affectation.professionnel_id] = affectation.professionnel.get_metier_display()
        if depart is not None:
            nom = f"P{depart.lon:.5f};{depart.lat:.5f}"
            faits.points[nom] = (depart.lon, depart.lat)
            departs[affectation.professionnel_id] = nom
    faits.domiciles, faits.departs, faits.metiers = domiciles, departs, metiers


def _trajets(faits: _Faits, liaisons: LiaisonsConnues) -> dict[Any, list[float | None]]:
    """Minutes from home to the first activity within walls, by young person and day."""
    premiers: dict[tuple[int, dt.date], Any] = {}
    for evenement in sorted(faits.evenements, key=lambda e: (e.debut, e.pk)):
        if evenement.lieu_type in MURS:
            for jeune, _ in faits.jeunes.get(evenement.pk, ()):
                premiers.setdefault((jeune, jour_local(evenement.debut)), evenement.pk)
    trajets: dict[Any, list[float | None]] = defaultdict(list)
    for (jeune, _), pk in premiers.items():
        domicile, lieu = faits.domiciles.get(jeune), faits.lieux.get(pk)
        trajets[jeune].append(liaisons.minutes(domicile, lieu) if domicile and lieu else None)
    return trajets


def _presences(
    faits: _Faits, liaisons: LiaisonsConnues, conventions: ConventionsDistances
) -> Iterator[tuple[Any, str, float]]:
    libelles = libelles_des_classes(conventions.classes_min)
    for evenement in faits.evenements:
        if evenement.categorie != Categorie.DIRECT_JEUNE or evenement.lieu_type == LieuType.TELEPHONE:
            continue
        duree = (evenement.fin - evenement.debut).total_seconds() / 60
        for jeune, _ in faits.jeunes.get(evenement.pk, ()):
            yield jeune, _classe(faits, liaisons, (evenement, jeune), libelles, conventions.classes_min), duree


def _classe(
    faits: _Faits, liaisons: LiaisonsConnues, qui: tuple[Any, int], libelles: Sequence[str], bornes_min: Sequence[int]
) -> str:
    evenement, jeune = qui
    if evenement.lieu_type == LieuType.DOMICILE:
        return CHEZ_LUI
    domicile, lieu = faits.domiciles.get(jeune), faits.lieux.get(evenement.pk)
    if not domicile or not lieu:
        return INCONNU
    if faits.points[domicile] == faits.points[lieu]:
        return SA_COMMUNE
    minutes = liaisons.minutes(domicile, lieu)
    return INCONNU if minutes is None else libelles[classe_de(minutes, bornes_min)]


def _kilometres(faits: _Faits, liaisons: LiaisonsConnues) -> dict[Any, tuple[str, float]]:
    """From where each one starts the day, place by place, and back; what happens at a home is at its commune."""
    journees: dict[tuple[int, dt.date], list[str]] = defaultdict(list)
    for evenement in sorted(faits.evenements, key=lambda e: (e.debut, e.pk)):
        lieu = faits.lieux.get(evenement.pk) or _domicile(faits, evenement)
        for pro in faits.pros.get(evenement.pk, ()) if lieu else ():
            journees[pro, jour_local(evenement.debut)].append(lieu)
    totaux: dict[Any, float] = defaultdict(float)
    for (pro, _), lieux in journees.items():
        depart = faits.departs.get(pro)
        if depart is not None:
            totaux[pro] += sum(liaisons.km(de, vers) or 0.0 for de, vers in enchainer([depart, *lieux, depart]))
    return {pro: (faits.metiers[pro], km) for pro, km in totaux.items() if pro in faits.metiers}


def _domicile(faits: _Faits, evenement: Any) -> str:
    if evenement.lieu_type != LieuType.DOMICILE:
        return ""
    return next((faits.domiciles[j] for j, _ in faits.jeunes.get(evenement.pk, ()) if j in faits.domiciles), "")
