"""Providers of travel times behind one interface (contract, section 1): estimation, OSRM, Valhalla, supplied matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from maillage.cartographie.domain.temps import Point, Trajets


class FournisseurIndisponibleError(Exception):
    """The service does not answer, or not what it should; the message is for people. Nothing replaces it."""


class Fournisseur(Protocol):
    """Times from every origin to every destination."""

    def mesurer(self, origines: Sequence[Point], destinations: Sequence[Point]) -> Trajets:
        """Raises FournisseurIndisponibleError."""
