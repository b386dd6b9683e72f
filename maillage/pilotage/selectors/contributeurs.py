"""Whose returns are in a cell of a restitution, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.pilotage.domain.tableau import TOTAL, Croisement
from maillage.pilotage.selectors.sources import SANS_REGION
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures


@dataclass(frozen=True)
class Contributeur:
    """A dispositif and the revision that is counted."""

    nom: str
    code: str
    revision: int


def contributeurs(acteur: Acteur, revisions: Iterable[Mapping[str, Any]], croisement: Croisement) -> list[Contributeur]:
    """Return the dispositifs of a cell whose transmitted returns the acting person reads, by name (one query)."""
    numeros = {revision["dispositif"]: int(revision["revision"]) for revision in revisions}
    return [
        Contributeur(dispositif.nom, dispositif.code, numeros[dispositif.code])
        for dispositif in structures.dispositifs_visibles(acteur, "retours_transmis").filter(code__in=numeros)
        if croisement.region in (TOTAL, dispositif.region or SANS_REGION)
        and croisement.type in (TOTAL, dispositif.type)
    ]
