"""What a study looks at, read from the register: communes or schools and their neighbours, offers and from where they reach people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from django.db.models import Max, Min, QuerySet, Sum

from maillage.cartographie.calculs.zones import OffreEtudiee, ProblemeZones
from maillage.cartographie.domain.acces import PART_DU_MINIMUM
from maillage.cartographie.domain.temps import Point
from maillage.cartographie.domain.zones import Zone, partager
from maillage.cartographie.models import BaseEtude, Ecole, EtudeZones
from maillage.cartographie.referentiels import publics_qui_conviennent, reglages
from maillage.cartographie.selectors.departs import departs_par_etablissement
from maillage.socle.reperes import Cadre
from maillage.socle.vocabulaire import Modalite
from maillage.structures.selectors.offre import (
    LieuDeDepart,
    LigneCapacite,
    capacites_le,
    dispositifs_des_etablissements,
)
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.positions import defaut_de

AU_LOIN = 4
"""Times the threshold: how far the nearest offer is looked for, to say how far it is."""
KM_PAR_DEGRE = 70
"""At least that many kilometres in a degree of longitude of metropolitan France: the frame is never too small."""


@dataclass
class ProblemeLu:
    """A problem and what must be said of it beside its result."""

    probleme: ProblemeZones
    ecartes: list[dict[str, str]] = field(default_factory=list)
    inconnues: int = 0
    depuis_departs: int = 0
    depuis_murs: int = 0
    places: int = 0
    par_age: bool = False
    annees: list[int] = field(default_factory=list)
    """Whether people are of the asked ages, and the years of the files that say so."""
    population: int = 0
    """Of the frame where people share places: the studied territory and twice the threshold around."""


def lire_probleme(etude: EtudeZones) -> ProblemeLu | None:
    """Return the problem of a study, None when no commune, or no school, is known there (7 queries at most)."""
    communes = territoire.communes(territoire.FiltresCommunes(departement=etude.departement))
    bornes = communes.order_by().aggregate(ouest=Min("lon"), sud=Min("lat"), est=Max("lon"), nord=Max("lat"))
    if bornes["ouest"] is None:
        return None
    marge = etude.seuil * 100 / reglages(etude.offre_le).minutes_aux_100_km / KM_PAR_DEGRE
    interieur = Cadre(**bornes)
    cadre = interieur.elargi(2 * marge)
    zones, annees = (_ecoles(cadre), []) if etude.base == BaseEtude.ECOLE else _communes(cadre, etude)
    etudiees = frozenset(z.code for z in zones if not etude.departement or z.departement == etude.departement)
    if not etudiees:
        return None
    par_age = any(zone.origine for zone in zones)
    lu = ProblemeLu(ProblemeZones(zones, etudiees, (), etude.public, etude.seuil), par_age=par_age, annees=annees)
    offres = _offres(etude, lu, interieur.elargi(AU_LOIN * marge))
    lu.places = sum(o.capacite for o in offres if o.convient and cadre.contient(o.point.lon, o.point.lat))
    lu.population = sum(zone.population for zone in zones)
    minimum = PART_DU_MINIMUM * Fraction(lu.places, lu.population) if lu.population else Fraction()
    lu.probleme = ProblemeZones(zones, etudiees, offres, etude.public, etude.seuil, minimum)
    return lu


def _communes(cadre: Cadre, etude: EtudeZones) -> tuple[list[Zone], list[int]]:
    """A commune weighs its people of the asked ages; everyone when no age was asked, or none is known here. With the years of the files."""
    eleves = dict(
        Ecole.objects.filter(ferme_le=None)
        .order_by()
        .values("commune_id")
        .annotate(n=Sum("eleves"))
        .values_list("commune_id", "n")
    )
    communes = _dans(territoire.communes(territoire.FiltresCommunes()), cadre).values_list(
        "pk", "nom", "epci_code", "epci_nom", "departement", "lon", "lat", "population"
    )
    zones = [
        Zone(code, nom, code, epci, epci_nom, departement, lon, lat, population or 0, eleves.get(code) or 0)
        for code, nom, epci, epci_nom, departement, lon, lat, population in communes
    ]
    if etude.age_min is None or etude.age_max is None:
        return zones, []
    jeunes = territoire.populations_des_ages({z.code: z.population for z in zones}, etude.age_min, etude.age_max)
    if not jeunes:
        return zones, []
    annees = {jeune.annee for jeune in jeunes.values() if jeune.annee is not None}
    pesees = [replace(z, population=jeunes[z.code].nombre, origine=str(jeunes[z.code].origine)) for z in zones]
    return pesees, sorted(annees)


def _ecoles(cadre: Cadre) -> list[Zone]:
    """A school weighs its pupils."""
    lignes = _dans(Ecole.objects.filter(ferme_le=None).order_by("nom", "uai"), cadre).values_list(
        "uai",
        "nom",
        "commune_id",
        "commune__epci_code",
        "commune__epci_nom",
        "commune__departement",
        "lon",
        "lat",
        "eleves",
    )
    return [
        Zone(uai, nom, commune, epci, epci_nom, departement, lon, lat, eleves or 0, eleves or 0)
        for uai, nom, commune, epci, epci_nom, departement, lon, lat, eleves in lignes
    ]


def _dans(lignes: QuerySet[Any], cadre: Cadre) -> QuerySet[Any]:
    return lignes.filter(lon__gte=cadre.ouest, lon__lte=cadre.est, lat__gte=cadre.sud, lat__lte=cadre.nord)


def _offres(etude: EtudeZones, lu: ProblemeLu, cadre: Cadre) -> list[OffreEtudiee]:
    """The offers of the frame for the chosen modality; a bad position is set aside and told."""
    groupes: dict[int, list[LigneCapacite]] = defaultdict(list)
    for capacite in capacites_le(etude.offre_le):
        if not etude.modalite or etude.modalite in capacite.modalites:
            groupes[capacite.etablissement_id].append(capacite)
    departs: dict[int, list[LieuDeDepart]] = {}
    if etude.modalite == Modalite.PMO:
        dispositifs = dispositifs_des_etablissements(etude.offre_le)
        siens = {cle: [pk for pk, _, _ in dispositifs.get(cle, ())] for cle in groupes}
        departs = departs_par_etablissement(siens, etude.offre_le)
    conviennent = publics_qui_conviennent(etude.public)
    offres: list[OffreEtudiee] = []
    for pk, capacites in groupes.items():
        utiles = [capacite for capacite in capacites if capacite.public in conviennent]
        lieux = departs.get(pk, [])
        premiere = capacites[0]
        if not lieux and (defaut := defaut_de(premiere.lon, premiere.lat)):
            lu.ecartes.append({"nom": premiere.nom, "motif": str(defaut), "pk": str(pk)})
            continue
        siennes = _d_un_etablissement(pk, utiles or capacites, lieux, convient=bool(utiles))
        proches = [offre for offre in siennes if cadre.contient(offre.point.lon, offre.point.lat)]
        if proches and utiles:
            lu.depuis_departs += bool(lieux)
            lu.depuis_murs += not lieux
            lu.inconnues += sum(capacite.nombre is None for capacite in utiles)
        offres += proches
    return offres


def _d_un_etablissement(
    pk: int, capacites: Sequence[LigneCapacite], lieux: Sequence[LieuDeDepart], *, convient: bool
) -> list[OffreEtudiee]:
    """One offer at the walls, or one per place of departure, places shared by the number of professionals."""
    premiere, total = capacites[0], sum(capacite.nombre or 0 for capacite in capacites)
    if not lieux:
        point = Point(premiere.finess or f"E{pk}", premiere.lon or 0.0, premiere.lat or 0.0)
        return [OffreEtudiee(premiere.nom, point, total, convient)]
    parts = partager(total, [lieu.nombre for lieu in lieux])
    return [
        OffreEtudiee(
            f"{premiere.nom}, depuis {lieu.unite}",
            Point(f"{premiere.finess or pk}-{rang}", lieu.lon, lieu.lat),
            part,
            convient,
        )
        for rang, (lieu, part) in enumerate(zip(lieux, parts, strict=True))
    ]
