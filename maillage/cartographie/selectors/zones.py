"""Studies kept, and their lines read at a level: commune or school, intercommunalité, département."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.zones import Zone, ZoneBlanche, classer_zones, rassembler
from maillage.cartographie.models import BaseEtude, EtatEtude, EtudeZones
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.sources import noms_des_departements

ECOLE = "ecole"
NIVEAUX = {"epci": "Intercommunalités", "commune": "Communes", ECOLE: "Écoles", "departement": "Départements"}
LECTURES = {
    LectureAcces.AUCUN: "rien à portée",
    LectureAcces.AUTRE_PUBLIC: "à portée, mais pas pour ce public",
    LectureAcces.SATURE: "à portée, mais trop peu de places",
    LectureAcces.OK: "desservi",
}
CLASSES = {LectureAcces.OK: 1, LectureAcces.SATURE: 3, LectureAcces.AUTRE_PUBLIC: 4, LectureAcces.AUCUN: 5}
TRIS = ("rang", "nom", "minutes", "population")


@dataclass(frozen=True)
class FiltresZones:
    """What the address of a study says."""

    niveau: str = "epci"
    lecture: str = ""
    loin: bool = False
    recherche: str = ""
    tri: str = "rang"


def etudes() -> QuerySet[EtudeZones]:
    """Return the studies without their lines, newest first."""
    return EtudeZones.objects.defer("lignes", "constats")


def etude(pk: int) -> EtudeZones | None:
    return EtudeZones.objects.defer("lignes").filter(pk=pk).first()


def etude_precedente(etude: EtudeZones) -> EtudeZones | None:
    """Return the last finished study of the same question, other than this one."""
    champs = ("public", "modalite", "departement", "base", "seuil", "age_min", "age_max")
    memes = {nom: getattr(etude, nom) for nom in champs}
    return etudes().filter(etat=EtatEtude.FINIE, **memes).exclude(pk=etude.pk).first()


class Lignes(tuple[Zone, ...]):
    """The lines of a study. A reading is equal to itself alone, so that what comes from it is found again without comparing thousands of lines."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def zones_de(etude: EtudeZones) -> Lignes:
    """Return the lines of a study (1 query); the last studies stay read, their text being the key."""
    textes = EtudeZones.objects.annotate(texte=Cast("lignes", TextField())).values_list("texte", flat=True)
    return _lire(textes.get(pk=etude.pk))


@lru_cache(maxsize=4)
def _lire(texte: str) -> Lignes:
    return Lignes(Zone(**ligne) for ligne in json.loads(texte))


def niveaux_de(etude: EtudeZones) -> dict[str, str]:
    """Return the levels at which a study can be read: schools one by one only when it looks at them."""
    return {code: nom for code, nom in NIVEAUX.items() if code != ECOLE or etude.base == BaseEtude.ECOLE}


@lru_cache(maxsize=8)
def territoires(zones: Lignes, niveau: str) -> tuple[ZoneBlanche, ...]:
    """Return the lines gathered at a level, the most deprived first (one query for the communes of schools)."""
    noms, communes = noms_des_departements(), {zone.code: zone.nom for zone in zones}
    if niveau == "commune" and (autres := {zone.commune for zone in zones} - communes.keys()):
        communes |= {commune.pk: commune.nom for commune in territoire.communes_par_codes(autres)}
    cles = {
        ECOLE: lambda z: (z.code, z.nom),
        "commune": lambda z: (z.commune, communes.get(z.commune, z.commune)),
        "epci": lambda z: (z.epci, z.epci_nom or "Sans intercommunalité"),
        "departement": lambda z: (z.departement, noms.get(z.departement, z.departement)),
    }
    return tuple(classer_zones(rassembler(zones, cles[niveau])))


def filtrer(lignes: Iterable[ZoneBlanche], filtres: FiltresZones, *, proximite_km: int) -> list[ZoneBlanche]:
    """Keep those that fit, in the order asked."""
    cherche = nom_de_recherche(filtres.recherche)
    gardees = [
        zone
        for zone in lignes
        if (not filtres.lecture or zone.lecture == filtres.lecture)
        and (not filtres.loin or (zone.km_max is not None and zone.km_max > proximite_km))
        and (not cherche or cherche in nom_de_recherche(zone.nom))
    ]
    cles = {
        "nom": lambda z: (nom_de_recherche(z.nom), z.code),
        "minutes": lambda z: (z.minutes is None, z.minutes or 0.0, z.code),
        "population": lambda z: (z.population, z.code),
    }
    cle = cles.get(filtres.tri.removeprefix("-"))
    return sorted(gardees, key=cle, reverse=filtres.tri.startswith("-")) if cle else gardees


def mot_de_la_base(etude: EtudeZones) -> str:
    """What is counted in the column of people."""
    if etude.base == BaseEtude.ECOLE:
        return "élève"
    return "jeune" if etude.constats.get("par_age") else "habitant"
