"""« Ce que cela change pour vos droits »: sentences picked by what changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.liaison.domain.changement import Changement


@dataclass(frozen=True)
class EffetSurDroits:
    """A sentence for the family about one right, shown when a change of this code (and modality, if one is named) happens."""

    droit: str
    changements: tuple[str, ...]
    modalite: str
    texte: str
    source: str
    statut: str

    def concerne(self, changement: Changement) -> bool:
        return changement.code in self.changements and self.modalite in {"", changement.modalite}


def effets_des_changements(
    effets: Iterable[EffetSurDroits], changements: Iterable[Changement]
) -> dict[str, list[EffetSurDroits]]:
    """Return the sentences by right, each once, in the order of the table."""
    connus = tuple(changements)
    par_droit: dict[str, list[EffetSurDroits]] = {}
    for effet in effets:
        if any(effet.concerne(changement) for changement in connus):
            par_droit.setdefault(effet.droit, []).append(effet)
    return par_droit
