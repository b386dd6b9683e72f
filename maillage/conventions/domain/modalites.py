"""What the signatories bring of the three modalities, and what a departure takes away from the territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TOUTES = ("AJ", "AN", "PMO")
"""Codes of the three modalities, in the order in which pages say them."""


@dataclass(frozen=True)
class Apport:
    """What one signatory brings: its name, the codes of its modalities (none for who runs no establishment)."""

    nom: str
    modalites: tuple[str, ...]


@dataclass(frozen=True)
class EffetDepart:
    """What a departure changes, modality by modality: nobody left, one left, unchanged for the others."""

    perdues: tuple[str, ...]
    fragiles: tuple[tuple[str, str], ...]
    gardees: tuple[str, ...]

    @property
    def sans_effet(self) -> bool:
        return not self.perdues and not self.fragiles


def couvertes(apports: Iterable[Apport]) -> tuple[str, ...]:
    """Return the modalities that at least one signatory brings, in their order."""
    offertes = {modalite for apport in apports for modalite in apport.modalites}
    return tuple(modalite for modalite in TOUTES if modalite in offertes)


def effet_du_depart(partant: Apport, restants: Iterable[Apport]) -> EffetDepart:
    """Return what the territory loses. Source: model convention of 2017, a departure is harmless only if the others still offer every modality."""
    lus = list(restants)
    porteurs = {m: [apport.nom for apport in lus if m in apport.modalites] for m in TOUTES if m in partant.modalites}
    return EffetDepart(
        perdues=tuple(m for m, noms in porteurs.items() if not noms),
        fragiles=tuple((m, noms[0]) for m, noms in porteurs.items() if len(noms) == 1),
        gardees=tuple(m for m in couvertes(lus) if len(porteurs.get(m, ["", ""])) > 1),
    )
