"""Studies kept, and their lines read at a level: commune or school, intercommunalité, département."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.zones import Zone, ZoneBlanche, classer_zones, rassembler
from maillage.cartographie.models import BaseEtude, EtatEtude, EtudeZones
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.sources import noms_des_departements

NIVEAUX = {"epci": "Intercommunalités", "commune": "Communes ou écoles", "departement": "Départements"}
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
    return EtudeZones.objects.filter(pk=pk).first()


def etude_precedente(etude: EtudeZones) -> EtudeZones | None:
    """Return the last finished study of the same question, other than this one."""
    memes = {nom: getattr(etude, nom) for nom in ("public", "modalite", "departement", "base", "seuil")}
    return etudes().filter(etat=EtatEtude.FINIE, **memes).exclude(pk=etude.pk).first()


def zones_de(etude: EtudeZones) -> list[Zone]:
    """Return the lines of a study."""
    return [Zone(**ligne) for ligne in etude.lignes]


def niveau_possible(etude: EtudeZones, niveau: str) -> str:
    return niveau if niveau in NIVEAUX else "epci"


def territoires(zones: Iterable[Zone], niveau: str) -> list[ZoneBlanche]:
    """Return the lines gathered at a level, the most deprived first."""
    noms = noms_des_departements()
    cles = {
        "commune": lambda z: (z.code, z.nom),
        "epci": lambda z: (z.epci, z.epci_nom or "Sans intercommunalité"),
        "departement": lambda z: (z.departement, noms.get(z.departement, z.departement)),
    }
    return classer_zones(rassembler(zones, cles[niveau]))


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
    return "élève" if etude.base == BaseEtude.ECOLE else "habitant"
