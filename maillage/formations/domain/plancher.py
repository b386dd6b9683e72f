"""Small numbers are not shown, nor found again by subtraction from the total. Source: rule R42 (fewer than five), as the restitution does."""

from __future__ import annotations

from collections.abc import Mapping


def masquer(comptes: Mapping[str, int], plancher: int) -> dict[str, int | None]:
    """Return the counts, None for those under the floor.

    When what is hidden adds up to less than the floor, or is a single line, the smallest line shown is hidden too: the total would tell it.
    """
    caches = {cle for cle, nombre in comptes.items() if 0 < nombre < plancher}
    montrees = sorted((nombre, cle) for cle, nombre in comptes.items() if cle not in caches and nombre)
    while caches and montrees and (len(caches) == 1 or sum(comptes[cle] for cle in caches) < plancher):
        caches.add(montrees.pop(0)[1])
    return {cle: None if cle in caches else nombre for cle, nombre in comptes.items()}
