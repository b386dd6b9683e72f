"""The SERAFIN-PH nomenclature as a tree: the place of an item is in its code (« 1.1.10 » comes after « 1.1.9 »).

Source: value sets J282 to J285 of the Agence du numérique en santé, version of 25 October 2024.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PosteSerafin:
    """An item: its code, its official label, its depth (« 1 » is 1), and whether something is under it."""

    code: str
    libelle: str
    profondeur: int
    feuille: bool


def cle_de_tri(code: str) -> tuple[int, ...]:
    """Return the order of a code: « 1.1.10 » gives (1, 1, 10)."""
    return tuple(int(part) for part in code.split("."))


def ranger(libelles: Mapping[str, str]) -> tuple[PosteSerafin, ...]:
    """Return the items in the order of their codes."""
    parents = {parent_de(code) for code in libelles}
    return tuple(
        PosteSerafin(code, libelles[code], len(cle_de_tri(code)), code not in parents)
        for code in sorted(libelles, key=cle_de_tri)
    )


def parent_de(code: str) -> str:
    """Return the code just above, empty for a root."""
    return code.rpartition(".")[0]


def sous(code: str, racine: str) -> bool:
    """Tell whether a code is that root or stands under it."""
    return code == racine or code.startswith(f"{racine}.")


def en_ordre(codes: Iterable[str]) -> list[str]:
    """Return the codes once each, in the order of the nomenclature."""
    return sorted(set(codes), key=cle_de_tri)


def inconnus(codes: Iterable[str], connus: Collection[str]) -> list[str]:
    """Return the codes that the nomenclature does not hold."""
    return [code for code in codes if code not in connus]
