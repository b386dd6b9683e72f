"""Distances lived, gathered: classes of minutes, hours by distance from home, kilometres of professionals. Small numbers are never said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True)
class CompteMasque:
    """A number of people; None when it is from one to the floor, which is not said."""

    libelle: str
    nombre: int | None


@dataclass(frozen=True)
class TempsVecus:
    """How many young people by class of median minutes to their place of support; `mediane` None under the floor."""

    classes: tuple[CompteMasque, ...]
    mediane: float | None
    sans_temps: CompteMasque


@dataclass(frozen=True)
class HeuresParDistance:
    """Hours of support by distance from home; None when too few young people make them."""

    libelle: str
    heures: float | None


@dataclass(frozen=True)
class KilometresMetier:
    """Kilometres of the professionals of a profession; `nombre` None when the line gathers what is too small to be said apart."""

    libelle: str
    nombre: int | None
    km: float | None


def libelles_des_classes(bornes: Sequence[int]) -> list[str]:
    """Write « jusqu'à 15 min », « de 15 à 30 min », « plus de 60 min »."""
    milieu = [f"de {bas} à {haut} min" for bas, haut in pairwise(bornes)]
    return [f"jusqu'à {bornes[0]} min", *milieu, f"plus de {bornes[-1]} min"]


def classe_de(minutes: float, bornes: Sequence[int]) -> int:
    """Rank of the class; a bound belongs to the class that it ends."""
    return next((rang for rang, borne in enumerate(bornes) if minutes <= borne), len(bornes))


def masquer(libelle: str, nombre: int, plancher: int) -> CompteMasque:
    """Zero is said, as a number from the floor on."""
    return CompteMasque(libelle, nombre if not nombre or nombre >= plancher else None)


def temps_vecus(
    trajets: Mapping[Hashable, Sequence[float | None]], bornes: Sequence[int], *, plancher: int
) -> TempsVecus:
    """From the one-way minutes of each day of each young person; one counts once, at the median of their days."""
    medianes = [median(connus) for minutes in trajets.values() if (connus := [m for m in minutes if m is not None])]
    comptes = [0] * (len(bornes) + 1)
    for minutes in medianes:
        comptes[classe_de(minutes, bornes)] += 1
    libelles = libelles_des_classes(bornes)
    classes = tuple(masquer(libelle, n, plancher) for libelle, n in zip(libelles, comptes, strict=True))
    assez = len(medianes) >= max(1, plancher)
    sans = masquer("sans trajet connu", len(trajets) - len(medianes), plancher)
    return TempsVecus(classes, round(median(medianes), 1) if assez else None, sans)


def heures_par_distance(
    presences: Iterable[tuple[Hashable, str, float]], libelles: Sequence[str], *, plancher: int
) -> tuple[HeuresParDistance, ...]:
    """From (young person, class, minutes): hours of each class, unsaid when fewer young people than the floor make them."""
    minutes: dict[str, float] = defaultdict(float)
    gens: dict[str, set[Hashable]] = defaultdict(set)
    for jeune, classe, duree in presences:
        minutes[classe] += duree
        gens[classe].add(jeune)
    return tuple(
        HeuresParDistance(
            libelle,
            round(minutes[libelle] / 60, 1) if not gens[libelle] or len(gens[libelle]) >= plancher else None,
        )
        for libelle in libelles
    )


def kilometres_par_metier(
    par_pro: Mapping[Hashable, tuple[str, float]], *, plancher: int
) -> tuple[KilometresMetier, ...]:
    """From (profession, kilometres) of each professional; professions too small are gathered, then left out if they remain too small.

    A single profession left out could be found again from a total: no total is made.
    """
    metiers: dict[str, list[float]] = defaultdict(list)
    for metier, km in par_pro.values():
        metiers[metier].append(km)
    dits = [(libelle, kms) for libelle, kms in metiers.items() if len(kms) >= plancher]
    autres = [km for kms in metiers.values() if len(kms) < plancher for km in kms]
    lignes = [KilometresMetier(libelle, len(kms), round(sum(kms), 1)) for libelle, kms in sorted(dits)]
    if autres:
        assez = len(autres) >= plancher
        lignes.append(KilometresMetier("Autres métiers", None, round(sum(autres), 1) if assez else None))
    return tuple(lignes)


def enchainer(points: Sequence[str]) -> list[tuple[str, str]]:
    """Legs between places that follow each other, without those that stay where they are."""
    return [(de, vers) for de, vers in pairwise(points) if de != vers]
