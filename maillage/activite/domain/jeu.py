"""A rule-set: who says so, how far it is sourced, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maillage.activite.domain.parametres import Parametres, surcharger

STATUTS_SOURCE = {"S": "sourcé", "P": "sourcé en partie", "D": "choix de conception"}


@dataclass(frozen=True)
class JeuDeRegles:
    """`statut` and `note` must show on any screen or export made with it. `sources`: one note per parameter."""

    id: str
    version: str
    libelle: str
    statut: str
    note: str
    parametres: Parametres
    sources: Mapping[str, str]

    def surcharge(self, valeurs: Mapping[str, object]) -> JeuDeRegles:
        """The same rule-set with some parameters replaced (values already checked)."""
        return replace(self, parametres=surcharger(self.parametres, valeurs))

    def source(self, parametre: str) -> tuple[str, str]:
        """(letter S, P or D, note) of a parameter."""
        note = self.sources[parametre]
        return note[0], note
