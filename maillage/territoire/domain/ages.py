"""People of some ages in a commune, out of the bands that files give: counted, estimated by the file, shared out, or a share of everyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class OriginePopulation(StrEnum):
    """How a number of people of some ages is known, the surest first."""

    COMPTEE = "COMPTEE"
    ESTIMEE = "ESTIMEE"
    REPARTIE = "REPARTIE"
    PART = "PART"


@dataclass(frozen=True)
class TrancheAge:
    """People of these ages, both ends included, as a file says them."""

    age_min: int
    age_max: int
    nombre: int
    annee: int
    estimation: bool

    @property
    def largeur(self) -> int:
        return self.age_max - self.age_min + 1


@dataclass(frozen=True)
class PopulationAges:
    """People of the asked ages; `annee` is the oldest year used, None when the number is a share of everyone."""

    nombre: int
    origine: OriginePopulation
    annee: int | None = None


def lire_ages(tranches: Iterable[TrancheAge], age_min: int, age_max: int) -> PopulationAges | None:
    """Add the bands up: the asked band itself, else the narrowest of each age, cut evenly where it goes beyond; None when an age is unknown."""
    connues = list(tranches)
    exactes = [t for t in connues if (t.age_min, t.age_max) == (age_min, age_max)]
    if exactes:
        choisies = Counter({max(exactes, key=lambda t: (not t.estimation, t.annee)): age_max - age_min + 1})
    else:
        choisies = Counter()
        for age in range(age_min, age_max + 1):
            tenantes = [t for t in connues if t.age_min <= age <= t.age_max]
            if not tenantes:
                return None
            choisies[min(tenantes, key=lambda t: (t.largeur, t.estimation, -t.annee))] += 1
    nombre = sum((Fraction(t.nombre * ages, t.largeur) for t, ages in choisies.items()), Fraction())
    return PopulationAges(round(nombre), _origine(choisies), min(t.annee for t in choisies))


def _origine(choisies: Counter[TrancheAge]) -> OriginePopulation:
    if any(ages < tranche.largeur for tranche, ages in choisies.items()):
        return OriginePopulation.REPARTIE
    estimee = any(tranche.estimation for tranche in choisies)
    return OriginePopulation.ESTIMEE if estimee else OriginePopulation.COMPTEE


def completer(connues: Mapping[str, PopulationAges], habitants: Mapping[str, int]) -> dict[str, PopulationAges]:
    """Give every commune a number: where no file speaks of these ages, the share of the known communes together. Empty when none is known."""
    base = sum(habitants[code] for code in connues)
    if not base:
        return {}
    part = Fraction(sum(connue.nombre for connue in connues.values()), base)
    return {
        code: connues.get(code) or PopulationAges(round(nombre * part), OriginePopulation.PART)
        for code, nombre in habitants.items()
    }
