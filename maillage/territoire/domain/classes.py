"""Cutting figures into at most five classes for a map, so that each class holds about as many places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

NOMBRE_CLASSES = 5


@dataclass(frozen=True)
class Classe:
    """Figures from `bas` to `haut`, both included; `numero` from 1 (the smallest) to 5."""

    numero: int
    bas: int
    haut: int
    compte: int


def classer(valeurs: Collection[int]) -> tuple[list[int], list[Classe]]:
    """Return the class number of each figure, in order, and the classes met; equal figures share a class."""
    distinctes = sorted(set(valeurs))
    nombre = min(NOMBRE_CLASSES, len(distinctes))
    seuils = [distinctes[rang * len(distinctes) // nombre] for rang in range(1, nombre)] if nombre else []
    numeros = [bisect_right(seuils, valeur) + 1 for valeur in valeurs]
    classes = []
    for numero in sorted(set(numeros)):
        membres = [valeur for valeur, classe in zip(valeurs, numeros, strict=True) if classe == numero]
        classes.append(Classe(numero, min(membres), max(membres), len(membres)))
    return numeros, classes
