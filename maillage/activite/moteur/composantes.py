"""Connected components of an undirected relation, by union-find."""

from __future__ import annotations

from collections.abc import Iterable


def composantes(paires: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each element of the pairs → one element that names its component."""
    parent: dict[int, int] = {}

    def racine(element: int) -> int:
        parent.setdefault(element, element)
        while parent[element] != element:
            parent[element] = parent[parent[element]]
            element = parent[element]
        return element

    for gauche, droite in paires:
        parent[racine(gauche)] = racine(droite)
    return {element: racine(element) for element in list(parent)}
