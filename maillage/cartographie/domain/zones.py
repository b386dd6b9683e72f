"""Zones blanches: one line per commune or school, gathered by larger territory, the most deprived first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from maillage.cartographie.domain.acces import LectureAcces

HORS_DE_PORTEE = (LectureAcces.AUCUN, LectureAcces.AUTRE_PUBLIC)
BLANCHES = (*HORS_DE_PORTEE, LectureAcces.SATURE)


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
    minutes: float | None
    km: float | None
    plus_proche: str
    acces: float
    lecture: str

    def objet(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ZoneBlanche:
    """A territory of a study: people by reading, pupils concerned, minutes to the nearest supply (mean weighted by people)."""

    code: str
    nom: str
    population: int
    eleves_concernes: int
    par_lecture: Mapping[str, int] = field(default_factory=dict)
    minutes: float | None = None
    km_max: float | None = None
    plus_proche: str = ""

    @property
    def hors_de_portee(self) -> int:
        return sum(self.par_lecture.get(lecture, 0) for lecture in HORS_DE_PORTEE)

    @property
    def concernes(self) -> int:
        """People whose reading is not OK."""
        return sum(self.par_lecture.get(lecture, 0) for lecture in BLANCHES)

    @property
    def part(self) -> float:
        return self.concernes / self.population if self.population else 0.0

    @property
    def lecture(self) -> str:
        """The reading of most people; on equality the gravest."""
        ordre = [*BLANCHES, LectureAcces.OK]
        return max(ordre, key=lambda lecture: (self.par_lecture.get(lecture, 0), -ordre.index(lecture)))


def rassembler(zones: Iterable[Zone], cle: Callable[[Zone], tuple[str, str]]) -> list[ZoneBlanche]:
    """Gather lines by (code, name); the sum of people is kept."""
    groupes: dict[tuple[str, str], list[Zone]] = {}
    for zone in zones:
        groupes.setdefault(cle(zone), []).append(zone)
    return [_rassemblee(code, nom, membres) for (code, nom), membres in groupes.items()]


def _rassemblee(code: str, nom: str, membres: Sequence[Zone]) -> ZoneBlanche:
    par_lecture = {str(lecture): sum(z.population for z in membres if z.lecture == lecture) for lecture in LectureAcces}
    mesures = [zone for zone in membres if zone.minutes is not None]
    poids = sum(max(zone.population, 1) for zone in mesures)
    total = sum((zone.minutes or 0.0) * max(zone.population, 1) for zone in mesures)
    return ZoneBlanche(
        code,
        nom,
        sum(zone.population for zone in membres),
        sum(zone.eleves for zone in membres if zone.lecture != LectureAcces.OK),
        par_lecture,
        round(total / poids, 1) if poids else None,
        max((zone.km for zone in membres if zone.km is not None), default=None),
        membres[0].plus_proche if len(membres) == 1 else "",
    )


def classer_zones(zones: Iterable[ZoneBlanche]) -> list[ZoneBlanche]:
    """The most people out of reach first, then the most in saturated places, then the longest way."""
    return sorted(zones, key=lambda z: (-z.hors_de_portee, -z.concernes, -(z.minutes or 0.0), z.nom, z.code))


def les_pires(zones: Iterable[ZoneBlanche], nombre: int = 3) -> list[ZoneBlanche]:
    """Return the zones blanches to look at first; one where everyone is served is none."""
    return [zone for zone in classer_zones(zones) if zone.concernes][:nombre]


def partager(capacite: int, poids: Sequence[int]) -> list[int]:
    """Share a whole capacity between weights; the sum is kept, the last one takes the rest."""
    total = sum(poids)
    parts = [capacite * p // total for p in poids]
    parts[-1] += capacite - sum(parts)
    return parts
