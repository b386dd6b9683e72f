"""What the person who writes a sheet proposes, as given by a form or a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from maillage.liaison.domain.changement import Scolarisation, Situation


@dataclass(frozen=True)
class Proposition:
    """The proposed situation from `effet`; what the path does not hold of the present one; the words of the form.

    `signataires` are (name, code of capacity). `motif_substantiel` forces a change to be treated as substantial.
    """

    effet: date
    apres: Situation
    signataires: tuple[tuple[str, str], ...] = ()
    contenu: Mapping[str, str] = field(default_factory=dict)
    quantites_actuelles: Mapping[str, int] = field(default_factory=dict)
    partage_actuel: str = ""
    aide_actuelle: str = ""
    fin_prevue: date | None = None
    agricole: bool = False
    motif_substantiel: str = ""
    motif_anticipation: str = ""

    @property
    def duree_jours(self) -> int | None:
        return (self.fin_prevue - self.effet).days + 1 if self.fin_prevue else None


def completer(avant: Situation, proposition: Proposition) -> Situation:
    """Return the present situation with the quantities and school time that only the writer knows."""
    accompagnements = tuple(
        replace(un, quantite=proposition.quantites_actuelles.get(un.modalite, un.quantite))
        for un in avant.accompagnements
    )
    ecole = avant.scolarisation
    if ecole is not None:
        ecole = Scolarisation(ecole.code, ecole.etablissement, proposition.partage_actuel, proposition.aide_actuelle)
    return replace(avant, accompagnements=accompagnements, scolarisation=ecole)
