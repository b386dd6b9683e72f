"""What earlier releases of the same period leave to anyone who kept them (`--precedent`, ADR 0005)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.pilotage.domain.retours import Retour, Selection
from maillage.pilotage.domain.tableau import Cle


@dataclass(frozen=True)
class Precedent:
    """An earlier table: the cells it hid, and the revision of each dispositif it was made of."""

    caches: frozenset[Cle]
    revisions: Mapping[str, int]

    def changements(self, selection: Selection, derniers: Iterable[Retour]) -> tuple[Retour, ...]:
        """The returns that make the difference with a new selection: added, revised, or no longer kept."""
        gardes = {retour.attendu.dispositif_id: retour.revision for retour in selection.retenus}
        return tuple(
            retour
            for retour in derniers
            if gardes.get(retour.attendu.dispositif_id) != self.revisions.get(retour.attendu.dispositif_id)
        )
