"""Zones blanches: one line per commune or school, gathered by larger territory, the most deprived first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from heapq import nsmallest
from typing import Any

from maillage.cartographie.domain.acces import LectureAcces

DES_PLUS_GRAVES = (LectureAcces.AUCUN, LectureAcces.AUTRE_PUBLIC, LectureAcces.SATURE, LectureAcces.OK)
PERSONNE = {str(lecture): 0 for lecture in LectureAcces}


@dataclass(frozen=True)
class Zone:
    """One commune or school of a study: what it weighs, the nearest supply that counts, its places per person, its reading."""

    code: str
    nom: str
    commune: str
    epci: str
    epci_nom: str
    departement: str
    lon: float
    lat: float
    population: int
    eleves: int
    minutes: float | None = None
    km: float | None = None
    plus_proche: str = ""
    acces: float = 0.0
    lecture: str = LectureAcces.AUCUN
    origine: str = ""
    """How `population` is known when it is of some ages."""

    def objet(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ZoneBlanche:
    """A territory of a study: people by reading and by origin, pupils, minutes to the nearest supply (mean weighted by people)."""

    code: str
    nom: str
    population: int
    eleves: int
    eleves_concernes: int
    par_lecture: Mapping[str, int] = field(default_factory=dict)
    par_origine: Mapping[str, int] = field(default_factory=dict)
    minutes: float | None = None
    km_max: float | None = None
    plus_proche: str = ""

    @property
    def hors_de_portee(self) -> int:
        return self.par_lecture.get(LectureAcces.AUCUN, 0) + self.par_lecture.get(LectureAcces.AUTRE_PUBLIC, 0)

    @property
    def concernes(self) -> int:
        """People whose reading is not OK."""
        return self.hors_de_portee + self.par_lecture.get(LectureAcces.SATURE, 0)

    @property
    def part(self) -> float:
        return self.concernes / self.population if self.population else 0.0

    @cached_property
    def lecture(self) -> LectureAcces:
        """The reading of most people; on equality the gravest."""
        return max(DES_PLUS_GRAVES, key=lambda lecture: self.par_lecture.get(lecture, 0))


def rassembler(zones: Iterable[Zone], cle: Callable[[Zone], tuple[str, str]]) -> list[ZoneBlanche]:
    """Gather lines by (code, name); the sum of people is kept."""
    groupes: dict[tuple[str, str], list[Zone]] = {}
    for zone in zones:
        groupes.setdefault(cle(zone), []).append(zone)
    return [_rassemblee(code, nom, membres) for (code, nom), membres in groupes.items()]


def _rassemblee(code: str, nom: str, membres: Sequence[Zone]) -> ZoneBlanche:
    """One walk through the members: a région holds thousands of them."""
    par_lecture, par_origine = PERSONNE.copy(), dict[str, int]()
    poids, total, eleves, concernes = 0, 0.0, 0, 0
    for zone in membres:
        par_lecture[zone.lecture] += zone.population
        par_origine[zone.origine] = par_origine.get(zone.origine, 0) + zone.population
        eleves += zone.eleves
        concernes += zone.eleves if zone.lecture != LectureAcces.OK else 0
        if zone.minutes is not None:
            poids += max(zone.population, 1)
            total += zone.minutes * max(zone.population, 1)
    return ZoneBlanche(
        code,
        nom,
        sum(par_lecture.values()),
        eleves,
        concernes,
        par_lecture,
        par_origine,
        round(total / poids, 1) if poids else None,
        max((zone.km for zone in membres if zone.km is not None), default=None),
        membres[0].plus_proche if len(membres) == 1 else "",
    )


def classer_zones(zones: Iterable[ZoneBlanche]) -> list[ZoneBlanche]:
    """The most people out of reach first, then the most in saturated places, then the longest way."""
    return sorted(zones, key=_gravite)


def _gravite(zone: ZoneBlanche) -> tuple[Any, ...]:
    return -zone.hors_de_portee, -zone.concernes, -(zone.minutes or 0.0), zone.nom, zone.code


def les_pires(zones: Iterable[ZoneBlanche], nombre: int = 3) -> list[ZoneBlanche]:
    """Return the zones blanches to look at first; one where everyone is served is none."""
    return nsmallest(nombre, (zone for zone in zones if zone.concernes), key=_gravite)


def adoucir(nombre: int, plancher: int) -> int | None:
    """Children as they may be told: None for a few of them, else to the nearest multiple of the floor, so that no difference tells a few either."""
    if 0 < nombre < plancher:
        return None
    return plancher * ((2 * nombre + plancher) // (2 * plancher))


def ages_en_mots(age_min: int, age_max: int) -> str:
    """« de moins de 20 ans », « de 6 à 10 ans »: whole years, both ends included."""
    return f"de {age_min} à {age_max} ans" if age_min else f"de moins de {age_max + 1} ans"


def partager(capacite: int, poids: Sequence[int]) -> list[int]:
    """Share a whole capacity between weights; the sum is kept, the last one takes the rest."""
    total = sum(poids)
    parts = [capacite * p // total for p in poids]
    parts[-1] += capacite - sum(parts)
    return parts
